import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { readConfig } from '../../src/config/config.ts';
import { SESSION_SETTINGS } from '../../src/database/session.ts';
import type { Program } from '../../src/processes/program.ts';
import { SECRET } from '../support/api.ts';
import { startProgram } from '../support/processes.ts';
import { openRecordingFront, type RecordingFront, type Startup } from '../support/recording_front.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';

const { roles } = readConfig({});
/** Every name that a connection of ours has, and whose rights it works with; null: those of the user who connects. */
const ROLES: Readonly<Record<string, string | null>> = {
  'draft-orchestrator api': roles.api,
  'draft-orchestrator hub': roles.api,
  'draft-orchestrator reads': roles.visitor,
  'draft-orchestrator deliveries': null,
  'draft-orchestrator events': null,
  'draft-orchestrator import': null,
  'draft-orchestrator migrate': null,
  'draft-orchestrator relay': null,
  'draft-orchestrator schema': null,
  'draft-orchestrator start': null,
  'draft-orchestrator status': null,
  'draft-orchestrator token': null,
  'draft-orchestrator worker': null,
  'draft-orchestrator worker (stock)': null,
};
const LIMITED = ['draft-orchestrator api', 'draft-orchestrator hub', 'draft-orchestrator reads'];

let database: TestDatabase;
let front: RecordingFront;
beforeAll(async () => {
  database = await createTestDatabase();
  front = await openRecordingFront(database.url);
});
afterAll(async () => {
  await front.stop();
  await database.drop();
});

function run(...args: string[]): Program {
  return startProgram(args, { DATABASE_URL: front.url, AUTH_SECRET: SECRET, PORT: '0' });
}

async function freePort(): Promise<string> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const address = probe.address();
  probe.close();
  return String(typeof address === 'object' && address !== null ? address.port : 0);
}

/** The sessions of the database that are not the test's own. */
async function sessions(): Promise<{ name: string; port: number }[]> {
  const { rows } = await database.pool.query<{ name: string; port: number }>(
    `select application_name as name, client_port as port from pg_stat_activity
      where datname = current_database() and backend_type = 'client backend' and application_name <> 'test'`,
  );
  return rows;
}

const seen = () => [...new Set(front.startups.map(({ application_name: name }) => name))];

function isOf({ port }: { port: number }): (startup: Startup) => boolean {
  return (startup) => startup.port === port;
}

describe('every connection of every process', () => {
  it('has a name, a role and all our settings', async () => {
    const ending = [
      run('src/main.ts', 'migrate'),
      run('src/main.ts', 'token', '--name', 'Ann'),
      run('src/main.ts', 'import-players', 'data/nfl_2025.csv', '--name', 'Players'),
    ];
    const ours = ['start', 'server', 'worker'].map((command) => run('src/main.ts', command));
    const stock = [
      run('node_modules/graphile-worker/dist/cli.js'),
      run(
        ...['node_modules/postgraphile/dist/cli-run.js', '--config', 'graphile.config.ts'],
        ...['--port', await freePort()],
      ),
    ];
    const staying = [...ours, ...stock];
    try {
      await Promise.all([
        ...ours.map((program) => program.untilReady()),
        ...stock.map((program) => program.untilSaid(/./)),
      ]);
      await Promise.all(ending.map((program) => program.ended()));
      await run('src/main.ts', 'status').ended();
      await vi.waitFor(() => expect(seen()).toEqual(expect.arrayContaining(Object.keys(ROLES))), {
        ...{ timeout: 20_000, interval: 100 },
      });
      const living = await sessions();
      expect(living.length).toBeGreaterThan(10);
      for (const session of living) {
        expect(front.startups.find(isOf(session))?.application_name, session.name).toBe(session.name);
      }
      for (const startup of front.startups) {
        const { application_name: of, options, user } = startup;
        const role = ROLES[of];
        expect(role, `a connection called "${of}" of ${user}`).not.toBeUndefined();
        const settings = {
          ...SESSION_SETTINGS,
          ...(LIMITED.includes(of) ? { statement_timeout: '8000' } : {}),
          // What it commits is delivered again where a crash takes it back.
          ...(of === 'draft-orchestrator deliveries' ? { synchronous_commit: 'off' } : {}),
        };
        const asked = Object.entries(settings).map(
          ([setting, value]) => `-c ${setting}=${value.replaceAll(' ', '\\ ')}`,
        );
        expect(
          options
            .split(' -c ')
            .map((each) => `-c ${each.replace(/^-c /, '')}`)
            .sort(),
          of,
        ).toEqual([...asked, ...(role ? [`-c role=${role}`] : [])].sort());
      }
    } finally {
      for (const program of staying) program.child.kill('SIGTERM');
      await Promise.all(staying.map((program) => program.ended()));
    }
  });
});
