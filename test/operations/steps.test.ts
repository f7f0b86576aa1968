import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ConnectionPool, createConnectionPool, endConnectionPool } from '../../src/database/connect.ts';
import { createUser } from '../../src/database/leagues.ts';
import { pauseDraft } from '../../src/database/life_cycle.ts';
import { DATABASE } from '../../src/embedded/layout.ts';
import type { Program } from '../../src/processes/program.ts';
import { type Api, ask, fieldOf, follow, SECRET, startApi, tokenFor } from '../support/api.ts';
import type { BareServer } from '../support/bare_server.ts';
import { board, draftRow, managerId, newDraft, type TestDraft } from '../support/drafts.ts';
import { EmbeddedFolders } from '../support/embedded_folders.ts';
import { startWorker } from '../support/processes.ts';
import { silentLog } from '../support/silent_log.ts';
import { newStandOff, pauseStandOff } from '../support/stand_off.ts';
import { startPair, urlOfServers } from '../support/standby.ts';
import { until } from '../support/until.ts';

const run = promisify(execFile);
const ROOT = join(import.meta.dirname, '..', '..');
const PAGE = readFileSync(join(ROOT, 'docs/operations.md'), 'utf8');
/** A primary and a standby are made, and processes started on them. */
const AT_MOST_MS = 120_000;

/** Where the blocks of each part of the page are tried; the rest are settings. */
const TRIED: Readonly<Record<string, string>> = {
  Operations: 'here',
  'Picks are late': 'here',
  'A draft stands still': 'here',
  'A draft was paused as failing': 'here',
  'No free player fits a roster': 'here',
  'Nobody keeps the time': 'here',
  'Fail-over': 'here',
  'The database refuses connections': 'here',
  'The database is read-only': 'here',
  'Events do not reach another system': 'test/outbox/runbook.test.ts',
  'Messages of other systems wait': 'test/listeners/leases.test.ts',
  'Behind PgBouncer': 'test/bin/odd_settings.test.ts',
  'A dump': 'test/operations/backups.test.ts',
  'To any instant': 'test/operations/backups.test.ts',
};

const parts = new Map(
  PAGE.split(/^#{1,3} /m).map((part) => [part.slice(0, part.indexOf('\n')), part] as const),
);

/** The only block of a part: what is to be typed. */
function blockOf(heading: string): string {
  const blocks = [...(parts.get(heading) ?? '').matchAll(/^ *```(?:sql|sh)\n([\s\S]*?)^ *```/gm)];
  expect(blocks, heading).toHaveLength(1);
  return blocks[0]?.[1] ?? '';
}

/** A statement that stands in a sentence of a part. */
function inlineOf(heading: string, begins: string): string {
  const [, found = ''] =
    new RegExp(`\`(${begins.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}[^\`]*)\``).exec(
      parts.get(heading) ?? '',
    ) ?? [];
  expect(found, `${heading}: ${begins}`).not.toBe('');
  return found;
}

/** The statements of a block, without comments. */
function statementsOf(sql: string): string[] {
  const bare = sql.replace(/--.*$/gm, '');
  return bare.split(';').flatMap((statement) => (statement.trim() === '' ? [] : [statement.trim()]));
}

const about = (sql: string, id: string) => sql.replace('…', id);

it('is known of each block of docs/operations.md where it is tried', () => {
  const withBlocks = [...parts].filter(([, part]) => /^ *```(?:sql|sh)$/m.test(part));
  expect(withBlocks.map(([heading]) => heading).sort()).toEqual(Object.keys(TRIED).sort());
  for (const where of Object.values(TRIED))
    if (where !== 'here') expect(existsSync(join(ROOT, where))).toBe(true);
});

describe('the steps of docs/operations.md, as they are written,', () => {
  const folders = new EmbeddedFolders();
  const folder = mkdtempSync(join(tmpdir(), 'draft-orchestrator-steps-'));
  let primary: BareServer;
  let standby: BareServer;
  let url: string;
  let db: ConnectionPool;
  let worker: Program;
  let api: Api;
  let operator: string;

  /** Runs a block in an empty folder, where `draft-orchestrator` is a command; what it says, and its exit code. */
  async function sh(
    block: string,
    more: Record<string, string> = {},
  ): Promise<{ code: number; said: string }> {
    const env = {
      PATH: `${folder}:${process.env['PATH']}`,
      ...{ DATABASE_URL: url, AUTH_SECRET: SECRET, URL: api.url, TOKEN: operator, ...more },
    };
    const options = { cwd: folder, env };
    return run('bash', ['-euo', 'pipefail', '-c', block], options).then(
      ({ stdout }) => ({ code: 0, said: stdout }),
      ({ code, stdout }: { code: number; stdout: string }) => ({ code, said: stdout }),
    );
  }

  /** Runs statements in one session of the superuser; the rows of the last one. */
  async function type(statements: readonly string[], on = primary): Promise<Record<string, unknown>[]> {
    const client = new pg.Client(on.superuserUrl);
    await client.connect();
    try {
      let last: Record<string, unknown>[] = [];
      for (const statement of statements) last = (await client.query(statement)).rows;
      return last;
    } finally {
      await client.end();
    }
  }

  beforeAll(async () => {
    const main = join(ROOT, 'src', 'main.ts');
    writeFileSync(
      join(folder, 'draft-orchestrator'),
      `#!/bin/sh\nexec "${process.execPath}" "${main}" "$@"\n`,
      {
        mode: 0o755,
      },
    );
    ({ primary, standby } = await startPair(folders));
    const ports = [primary, standby].map(({ port }) => port);
    url = urlOfServers(primary.url, ports);
    db = createConnectionPool(url, { max: 4, applicationName: 'test', log: silentLog });
    [worker, api] = await Promise.all([startWorker(url), startApi(url)]);
    operator = await tokenFor(await createUser(db, 'On call'), { isOperator: true });
  }, AT_MOST_MS);
  afterAll(async () => {
    for (const program of [worker, api.program]) await program.stop(30_000);
    await endConnectionPool(db);
    await Promise.all([standby.kill(), primary.kill()]);
    await folders.removeAll();
    rmSync(folder, { recursive: true });
  });

  it('say that all is well', async () => {
    const { code, said } = await sh(blockOf('Operations'));
    expect(said).toContain('All is well');
    expect(code).toBe(0);
  });

  it('find who holds a lock, and end it: the draft goes on', async () => {
    const draft = await newDraft(db, { teams: 2, rounds: 4, secondsPerPick: 1 });
    const holder = await db.connect();
    holder.on('error', () => undefined);
    await holder.query('begin');
    await holder.query('select from app_public.drafts where id = $1 for update', [draft.draftId]);
    const waiting = db.query('update app_public.drafts set name = name where id = $1', [draft.draftId]);
    const blockers = await until(async () => {
      const rows = (await type(statementsOf(blockOf('Picks are late')))) as { blocked_by: number[] }[];
      return rows.length > 0 ? rows.flatMap(({ blocked_by }) => blocked_by) : undefined;
    });
    const [blocker = 0] = blockers;
    await type([about(inlineOf('Picks are late', 'select pg_terminate_backend('), String(blocker))]);
    await waiting;
    holder.release(true);
    await until(async () => ((await draftRow(db, draft.draftId)).currentPick ?? 0) > 1 || undefined);
  });

  it('look at a draft that stands still', async () => {
    const { draftId } = await newDraft(db, { secondsPerPick: 3_600 });
    const rows = await type(statementsOf(about(blockOf('A draft stands still'), draftId)));
    expect(rows).toMatchObject([{ state: 'IN_PROGRESS', current_pick: 1, attempt_count: 0 }]);
    const [found] = await type([
      about(inlineOf('A draft was paused as failing', 'select last_error'), draftId),
    ]);
    expect(found).toEqual({ last_error: null });
  });

  it('resume a draft that was paused', async () => {
    const { draftId, commissioner } = await newDraft(db, { secondsPerPick: 3_600 });
    await pauseDraft(db, draftId, commissioner);
    const { said } = await sh(about(blockOf('A draft was paused as failing'), draftId));
    expect(JSON.parse(said)).toMatchObject({ data: { resumeDraft: { draft: { state: 'IN_PROGRESS' } } } });
  });

  it('end a stand-off', async () => {
    const { draftId, players } = await newStandOff(db);
    await pauseStandOff(db, draftId);
    const block = about(blockOf('No free player fits a roster'), draftId)
      .replace('pickNumber: 172', 'pickNumber: 4')
      .replace('playerId: 180', `playerId: ${players[3]}`);
    const { said } = await sh(block);
    expect(JSON.parse(said)).toMatchObject({ data: { makePick: { draft: { state: 'COMPLETED' } } } });
    expect((await board(db, draftId))[3]?.playerId).toBe(players[3]);
  });

  it('set what an outage is, and set it back', async () => {
    const [first = '', second = '', third = ''] = statementsOf(blockOf('Nobody keeps the time'));
    const settings = async () => {
      const { rows } = await db.query(
        'select longest_silence::text as longest, most_returned::text as most from app_private.pulse',
      );
      return rows[0];
    };
    const before = await settings();
    await type([first]);
    expect(await settings()).toEqual({ longest: '00:00:10', most: '00:02:00' });
    await type([second]);
    expect(await settings()).toEqual({ longest: '00:00:10', most: '00:00:00' });
    await type([third]);
    expect(await settings()).toEqual(before);
  });

  it('take a worker out of the shared work, and back in', async () => {
    const { rows } = await db.query<{ number: string }>('select number from app_private.worker_processes');
    const number = rows[0]?.number;
    expect(parts.get('Starting, stopping, upgrading')).toContain('`drainProcess(process: 7)`');
    for (const drain of [true, false]) {
      const { errors } = await ask(
        api.url,
        `mutation { drainProcess(process: ${number}, drain: ${drain}) { isDrained } }`,
        {},
        operator,
      );
      expect(errors).toEqual([]);
      const drained = await db.query<{ is: boolean }>(
        'select drained_at is not null as is from app_private.worker_processes',
      );
      expect(drained.rows).toEqual([{ is: drain }]);
    }
  });

  it('count connections, and look at those that listen', async () => {
    const { draftId } = await newDraft(db, { secondsPerPick: 3_600 });
    const follower = follow(api.url, draftId, 0);
    await follower.untilCount(2);
    const counted = (await type(statementsOf(blockOf('The database refuses connections')))) as {
      application_name: string;
    }[];
    expect(counted.map(({ application_name: name }) => name)).toContain('draft-orchestrator worker');
    const listening = await type([inlineOf('Live updates come late', 'select pid, state, query')]);
    expect(listening).toHaveLength(3);
    expect(await type([inlineOf('Live updates come late', 'select pg_notification_queue_usage')])).toEqual([
      { pg_notification_queue_usage: 0 },
    ]);
    const relays = await type([inlineOf('Events do not reach another system', 'select count(*)')]);
    expect(Number(relays[0]?.['count'])).toBeGreaterThan(0);
    follower.stop();
  });

  it("end somebody's sessions, and tell who did what", async () => {
    const draft = await newDraft(db, { secondsPerPick: 3_600 });
    const userId = managerId(draft, 1);
    await type([about(inlineOf('People are refused', 'delete from app_private.sessions'), userId)]);
    const told = await type([
      about(inlineOf('People are refused', 'select * from app_public.audit_entries'), draft.leagueId),
    ]);
    expect(told.length).toBeGreaterThan(0);
  });

  it('let a database be written to again', async () => {
    await type(['alter system set default_transaction_read_only = on', 'select pg_reload_conf()']);
    await until(async () => (await sh('draft-orchestrator status')).said.includes('read-only') || undefined);
    const statements = statementsOf(blockOf('The database is read-only'));
    await type(statements.map((statement) => statement.replace('database drafts', `database ${DATABASE}`)));
    const { draftId } = await until(() =>
      newDraft(db, { teams: 2, secondsPerPick: 1 }).catch(() => undefined),
    );
    await until(async () => ((await draftRow(db, draftId)).currentPick ?? 0) > 1 || undefined);
  });

  it(
    'fail over to a standby that commits waited for: nothing is lost, and the processes go on',
    async () => {
      const [set = '', reload = '', look = ''] = statementsOf(blockOf('Fail-over'));
      await type([set, reload]);
      await until(async () => {
        const [row] = await type([look]);
        return row?.['sync_state'] === 'sync' || undefined;
      });
      const draft: TestDraft = await newDraft(db, { teams: 2, secondsPerPick: 1 });
      const follower = follow(api.url, draft.draftId, 0);
      await follower.untilCount(2);
      const { version } = await draftRow(db, draft.draftId);
      await primary.kill();
      await type([inlineOf('Fail-over', 'select pg_promote')], standby);
      await type(statementsOf(inlineOf('Fail-over', 'alter system reset')), standby);
      await until(async () => {
        const row = await draftRow(db, draft.draftId).catch(() => undefined);
        return (row?.version ?? 0) > version + 1 || undefined;
      });
      const events = await follower.untilCount(version + 2);
      expect(events.map(({ version: seen }) => seen)).toEqual(events.map((_, place) => place + 1));
      follower.stop();
      const { data } = await ask(api.url, 'query ($id: UUID!) { draft(id: $id) { id } }', {
        id: draft.draftId,
      });
      expect(fieldOf(data, 'draft')).toEqual({ id: draft.draftId });
      await until(async () => (await sh('draft-orchestrator status')).code === 0 || undefined);
      const { code, said } = await sh('draft-orchestrator check-drafts');
      expect(said).toContain('all agree');
      expect(code).toBe(0);
    },
    AT_MOST_MS,
  );
});
