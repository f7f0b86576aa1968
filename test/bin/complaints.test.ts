import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { draftOrchestrator } from '../../src/program.ts';
import { SECRET } from '../support/api.ts';
import { createEmptyDatabase, createTestDatabase, type TestDatabase } from '../support/test_database.ts';

const PROGRAM = fileURLToPath(new URL('../../bin/draft-orchestrator.mjs', import.meta.url));
const FUZZ = fileURLToPath(new URL('../security/fuzz/fuzz.ts', import.meta.url));
const NOWHERE = 'postgres://nobody@127.0.0.1:1/nothing';
const UNREACHABLE = { DATABASE_URL: NOWHERE, AUTH_SECRET: SECRET };
const UNUSABLE = { DATABASE_URL: 'nonsense' };
const SOMEBODY = '0197c7a4-3b1e-7d2a-9c55-0d7a3d1f6b10';
const NO_ANSWER = /^No PostgreSQL answers at 127\.0\.0\.1:1 .*\. Start it/;

const folder = mkdtempSync(join(tmpdir(), 'draft-orchestrator-complaints-'));
let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  writeFileSync(join(folder, 'players.csv'), 'name,pos\nAnn,QB\n,RB\n');
});
afterAll(async () => {
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

/** The program as people start it, in a folder with a file of players. */
function run(args: readonly string[], env: Readonly<Record<string, string>>) {
  const { PATH = '', HOME = '' } = process.env;
  return new Promise<{ code: unknown; out: string; err: string }>((resolve) => {
    const options = { cwd: folder, env: { PATH, HOME, DATA_DIR: join(folder, 'data'), ...env } };
    execFile(process.execPath, [PROGRAM, ...args], options, (error, out, err) =>
      resolve({ code: error === null ? 0 : error.code, out, err }),
    );
  });
}

/** A command with arguments that are right, what it cannot do, and what it says of it; on the database of the test where no other is told. */
type Fault = readonly [args: readonly string[], says: RegExp, env?: Readonly<Record<string, string>>];
const POOL_ARGUMENTS = ['--user', SOMEBODY, '--pool', SOMEBODY];
const FAULTS: readonly Fault[] = [
  [['start', '--no-open'], /DATABASE_URL must be/, UNUSABLE],
  [['server'], /DATABASE_URL must be/, UNUSABLE],
  [['worker'], /DATABASE_URL must be/, UNUSABLE],
  [['demo'], /DATABASE_URL must be/, UNUSABLE],
  [['migrate'], NO_ANSWER, UNREACHABLE],
  [['import-players', 'nope.csv', '--name', 'x'], /there is no such file\. Correct its path/],
  [['import-players', '.', '--name', 'x'], /it is a folder\. Name a file in it/],
  [['import-players', 'players.csv', '--name', 'x', '--column', 'rank=Nope'], /no column "Nope"/],
  [['import-players', 'players.csv', '--name', 'x'], /line 3: there is no name\n.*nothing was imported/],
  [['import-ranking', 'players.csv', ...POOL_ARGUMENTS], /There is no such player pool/],
  [['check-drafts'], NO_ANSWER, UNREACHABLE],
  [['verify-order', 'nope'], /there is no such file\. Correct its path/],
  [['export-events'], NO_ANSWER, UNREACHABLE],
  [
    ['token', '--name', 'Ann'],
    /no embedded installation under .*data: set AUTH_SECRET .*start" on .*data first/,
    {},
  ],
  [['token', '--name', 'Ann'], NO_ANSWER, UNREACHABLE],
  [['numbers'], NO_ANSWER, UNREACHABLE],
  [['status'], /The status cannot be read\.\n.*\n→ /, UNREACHABLE],
];

describe('a command that cannot do what was asked', () => {
  it('is every command', () => {
    const names = draftOrchestrator(async () => undefined).commands.map((command) => command.name());
    expect(new Set(FAULTS.map(([[name]]) => name))).toEqual(new Set(names));
  });

  it.each(FAULTS.map(([args, says, env]) => ({ what: args.join(' '), args, says, env })))(
    'says why on stderr alone, and exits with 1: $what',
    async ({ args, says, env }) => {
      const { code, out, err } = await run(args, env ?? { DATABASE_URL: database.url });
      expect([code, out]).toEqual([1, '']);
      expect(err).toMatch(says);
      expect(err).not.toMatch(/\n\s+at /);
    },
  );

  it('answers programs on stdout that ask for the status', async () => {
    const { code, out, err } = await run(['status', '--json'], UNREACHABLE);
    expect([code, err]).toEqual([1, '']);
    expect(JSON.parse(out)).toMatchObject({ isWell: false, problems: [{ needsYou: true }] });
  });
});

describe('a command on a database with another schema', () => {
  /** The first three bring the schema up to date, and the last asks no database. */
  const others = ['start', 'demo', 'migrate', 'verify-order'];
  const needed: Readonly<Record<string, readonly string[]>> = {
    'import-players': ['players.csv', '--name', 'x'],
    'import-ranking': ['players.csv', ...POOL_ARGUMENTS],
    token: ['--name', 'Ann'],
  };
  const names = draftOrchestrator(async () => undefined).commands.map((command) => command.name());
  let empty: TestDatabase;
  let older: TestDatabase;
  beforeAll(async () => {
    [empty, older] = await Promise.all([createEmptyDatabase(), createTestDatabase()]);
    await older.pool.query(
      'delete from app_migrations.migrations where name = (select max(name) from app_migrations.migrations)',
    );
  });
  afterAll(() => Promise.all([empty.drop(), older.drop()]));

  it.each(names.filter((name) => !others.includes(name)))('refuses it in a sentence: %s', async (name) => {
    for (const [{ url }, lacks] of [
      [empty, /The database lacks (\d+) of \1 migrations, first .*Run "draft-orchestrator migrate" first\./],
      [older, /The database lacks 1 of \d+ migrations, first .*Run "draft-orchestrator migrate" first\./],
    ] as const) {
      const { code, out, err } = await run([name, ...(needed[name] ?? [])], {
        DATABASE_URL: url,
        AUTH_SECRET: SECRET,
        PORT: '0',
      });
      expect([code, out]).toEqual([1, '']);
      expect(err).toMatch(lacks);
      expect(err).not.toMatch(/\n\s+at /);
    }
  });
});

it('npm run fuzz says nothing before what is wrong with its arguments', async () => {
  const { PATH = '', HOME = '' } = process.env;
  const err = await new Promise<string>((resolve) => {
    execFile(process.execPath, [FUZZ, '--nope'], { cwd: folder, env: { PATH, HOME } }, (_error, _out, said) =>
      resolve(said),
    );
  });
  expect(err).toMatch(/^error: unknown option '--nope'/);
});
