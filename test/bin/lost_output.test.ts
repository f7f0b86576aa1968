import { execFile, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createUser } from '../../src/database/leagues.ts';
import { draftOrchestrator } from '../../src/program.ts';
import { SECRET } from '../support/api.ts';
import { newDraft, newPool } from '../support/drafts.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const PROGRAM = 'bin/draft-orchestrator.mjs';
const NOT_WRITTEN =
  /^The output cannot be written \(ENOSPC: no space left on device, write\)\. .* run this again\.$/m;
const STACK = /\n\s+at |Unhandled/;

const folder = mkdtempSync(join(tmpdir(), 'draft-orchestrator-output-'));
const players = join(folder, 'players.csv');
let database: TestDatabase;
/** A command with arguments for which it writes to stdout. */
const given: Record<string, readonly string[]> = {
  start: ['--no-open'],
  demo: [],
  migrate: [],
  'import-players': [players, '--name', 'Mine'],
  'check-drafts': [],
  'verify-order': [join(folder, 'events.ndjson')],
  'export-events': [],
  token: ['--name', 'Ann'],
  numbers: ['--json'],
  status: ['--json'],
};
/** These write to stderr alone, which is their log. */
const WITHOUT_STDOUT = ['server', 'worker'];

beforeAll(async () => {
  database = await createTestDatabase();
  await newDraft(database.pool);
  writeFileSync(players, 'name,pos\nAnn Able,QB\nBob Best,RB\n');
  const data = { seed: '', seedHash: '', words: [], teamIds: [] };
  const word = { draftId: randomUUID(), version: 1, kind: 'ORDER_DRAWN', data };
  writeFileSync(join(folder, 'events.ndjson'), `${JSON.stringify(word)}\n`);
  const poolId = await newPool(database.pool, 2);
  const userId = await createUser(database.pool, 'Ann');
  const ranking = join(folder, 'ranking.csv');
  writeFileSync(ranking, 'Player 1\nPlayer 2\n');
  given['import-ranking'] = [ranking, '--user', userId, '--pool', poolId];
});
afterAll(async () => {
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

interface End {
  readonly code: number | null;
  readonly err: string;
}

/** Runs a program whose stdout is a device that is always full, or a pipe that nobody reads. */
async function run(stdout: 'full' | 'closed', args: readonly string[]): Promise<End> {
  const { PATH = '', HOME = '' } = process.env;
  const env = { PATH, HOME, DATABASE_URL: database.url, AUTH_SECRET: SECRET, PORT: '0' };
  const full = openSync('/dev/full', 'w');
  const child = spawn(process.execPath, [...args], {
    ...{ cwd: ROOT, env: { ...env, GRAPHILE_ENV: 'production' } },
    stdio: ['ignore', stdout === 'full' ? full : 'pipe', 'pipe'],
  });
  closeSync(full);
  child.stdout?.destroy();
  let err = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    err += text;
  });
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, err };
}

const commands = draftOrchestrator(async () => undefined).commands.map((command) => command.name());
const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>;
};
/** Programs of package.json that answer `--help`. */
const programs = new Set(
  Object.entries(scripts).flatMap(([name, line]) =>
    name === 'check' ? [] : [...line.matchAll(/\bnode (\S+\.\w+)/g)].map(([, path]) => path ?? ''),
  ),
);

describe('a command whose output is lost', () => {
  it('is every command', () => {
    expect([...Object.keys(given), ...WITHOUT_STDOUT].sort()).toEqual([...commands].sort());
  });

  const writing = commands.filter((name) => !WITHOUT_STDOUT.includes(name));
  it.each(writing)('says so where it cannot be written, and ends with 1: %s', async (name) => {
    const { code, err } = await run('full', [PROGRAM, name, ...(given[name] ?? [])]);
    expect(err).toMatch(NOT_WRITTEN);
    expect(err).not.toMatch(STACK);
    expect(code).toBe(1);
  });

  it.each(writing)('says nothing of it where nobody reads it any more: %s', async (name) => {
    const { err } = await run('closed', [PROGRAM, name, ...(given[name] ?? [])]);
    expect(err).not.toMatch(STACK);
    expect(err).not.toMatch(/cannot be written/);
  });

  it('ends, also while it watches', async () => {
    expect(await run('closed', [PROGRAM, 'status', '--watch', '--json'])).toEqual({ code: 0, err: '' });
  });

  it.runIf(process.platform === 'linux')(
    'is told of a disk that takes only the first part of a write',
    async () => {
      const file = join(folder, 'exported.ndjson');
      // A file of this shell may have one block, of 1024 bytes.
      const script = `ulimit -f 1; exec '${process.execPath}' ${PROGRAM} export-events > '${file}'`;
      const { PATH = '', HOME = '' } = process.env;
      const env = { PATH, HOME, DATABASE_URL: database.url };
      const err = await new Promise<string>((resolve) => {
        execFile('bash', ['-c', script], { cwd: ROOT, env }, (error, _out, said) =>
          resolve(`${error?.code} ${said}`),
        );
      });
      expect(err).toMatch(/^1 The output cannot be written \(EFBIG: /);
      expect(readFileSync(file)).toHaveLength(1_024);
    },
  );
});

describe('a program of the repository', () => {
  it.each([...programs])('ends as its commands do where its output is lost: %s', async (program) => {
    const full = await run('full', [program, '--help']);
    expect(full.err).toMatch(NOT_WRITTEN);
    expect(full.err).not.toMatch(STACK);
    expect(full.code).toBe(1);
    expect(await run('closed', [program, '--help'])).toEqual({ code: 0, err: '' });
  });
});

it('a log that cannot be written ends nothing', async () => {
  const log = new URL('../../src/telemetry/log.ts', import.meta.url).href;
  const script = `import { createLog } from '${log}';
    const log = createLog('info');
    for (let at = 0; at < 3; at += 1) { log.info('one more'); await new Promise((go) => setTimeout(go, 10)); }
    process.stdout.write('going on');`;
  const full = openSync('/dev/full', 'w');
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', full],
  });
  closeSync(full);
  let said = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const code = await new Promise((resolve) => child.once('close', resolve));
  expect([code, said]).toEqual([0, 'going on']);
});
