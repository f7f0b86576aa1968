import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { type ConnectionPool, createConnectionPool, endConnectionPool } from '../../src/database/connect.ts';
import { runningEmbeddedUrl } from '../../src/embedded/embedded.ts';
import { layoutOf } from '../../src/embedded/layout.ts';
import { findPostmaster } from '../../src/embedded/postmaster.ts';
import type { Program } from '../../src/processes/program.ts';
import { ask, fieldOf, follow, SECRET, tokenFor } from '../support/api.ts';
import { newDraft } from '../support/drafts.ts';
import { EmbeddedFolders } from '../support/embedded_folders.ts';
import { alterDatabase } from '../support/lock_out.ts';
import { startPooler } from '../support/pooler.ts';
import { addressOf, startProgram } from '../support/processes.ts';
import { silentLog } from '../support/silent_log.ts';
import { createTestDatabase } from '../support/test_database.ts';

const folders = new EmbeddedFolders();
afterAll(() => folders.removeAll());

const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+\+00:00$/;
const EVENTS = ['CREATED', 'OPENED', 'PICKED', 'PICKED', 'PICKED', 'PICKED', 'COMPLETED'];

/** How a session reads and writes values. */
const ODD_VALUES = [
  `datestyle = 'German'`,
  `intervalstyle = 'iso_8601'`,
  `timezone = 'Asia/Kathmandu'`,
  `bytea_output = 'escape'`,
  'extra_float_digits = -15',
  'standard_conforming_strings = off',
  'array_nulls = off',
  `client_encoding = 'LATIN1'`,
  `search_path = 'information_schema'`,
  'row_security = off',
  `default_transaction_isolation = 'serializable'`,
];
/** What ends or stops a session of ours. */
const ODD_LIMITS = [
  'statement_timeout = 1',
  'lock_timeout = 1',
  'idle_session_timeout = 100',
  'idle_in_transaction_session_timeout = 1',
];
/** What others' programs and shells leave in an environment. */
const ODD_ENVIRONMENT = {
  PGHOST: 'no-such-host.invalid',
  PGPORT: '1',
  PGUSER: 'somebody',
  PGPASSWORD: 'something',
  PGDATABASE: 'elsewhere',
  PGDATA: '/nonexistent',
  PGAPPNAME: 'another program',
  PGOPTIONS: '-c datestyle=German -c no_such_setting=1',
  PGSSLNEGOTIATION: 'direct',
  PGCLIENTENCODING: 'LATIN1',
  PGDATESTYLE: 'German',
  PGTZ: 'Asia/Kathmandu',
  PGSERVICE: 'none',
  PGPASSFILE: '/nonexistent',
  GRAPHILE_WORKER_SCHEMA: 'elsewhere',
};

async function start(env: Record<string, string>): Promise<{ program: Program; url: string }> {
  const program = startProgram(['src/main.ts', 'start'], { AUTH_SECRET: SECRET, PORT: '0', ...env });
  return { program, url: await addressOf(program) };
}

/** Plays a draft: one pick by hand, the rest by the clock, followed live, and read in the end. */
async function playDraft(db: ConnectionPool, url: string): Promise<void> {
  const draft = await newDraft(db, { teams: 2, rounds: 2, secondsPerPick: 1.5 });
  const { draftId, commissioner, players } = draft;
  const follower = follow(url, draftId, 0);
  const token = await tokenFor(commissioner.kind === 'CLOCK' ? '' : (commissioner.userId ?? ''));
  const picked = await ask(
    url,
    'mutation ($d: UUID!, $p: ID!) { makePick(draftId: $d, pickNumber: 1, playerId: $p) { pick { pickNumber } } }',
    { d: draftId, p: players[3] },
    token,
  );
  expect(picked.errors).toEqual([]);
  const events = await follower.untilCount(EVENTS.length);
  follower.stop();
  expect(events.map(({ kind }) => kind)).toEqual(EVENTS);
  for (const { at } of events) expect(at).toMatch(ISO);
  const { data, errors } = await ask(
    url,
    'query ($d: UUID!) { draft(id: $d) { state createdAt picks(first: 9) { nodes { pickedAt source } } } }',
    { d: draftId },
  );
  expect(errors).toEqual([]);
  const read = fieldOf<{ state: string; createdAt: string; picks: { nodes: unknown[] } }>(data, 'draft');
  expect(read).toMatchObject({ state: 'COMPLETED', createdAt: expect.stringMatching(ISO) });
  expect(read.picks.nodes).toEqual(
    ['COMMISSIONER', 'AUTO', 'AUTO', 'AUTO'].map((source) => ({
      source,
      pickedAt: expect.stringMatching(ISO),
    })),
  );
}

/** That nobody made, or looked for, jobs of graphile-worker anywhere else. */
async function expectNothingElsewhere(db: ConnectionPool): Promise<void> {
  const { rows } = await db.query(`select to_regnamespace('elsewhere') as elsewhere`);
  expect(rows).toEqual([{ elsewhere: null }]);
}

async function end(program: Program): Promise<void> {
  program.child.kill('SIGTERM');
  expect(await program.ended(), program.said()).toBe(0);
}

describe('a start, a draft and its stream', () => {
  it.each([
    ['of the database', [...ODD_VALUES, ...ODD_LIMITS].map((setting) => `set ${setting}`), {}, ''],
    ['of the role', [...ODD_VALUES, ...ODD_LIMITS], {}, ''],
    ['of the environment', [], { ...ODD_ENVIRONMENT, PGSSLMODE: 'disable' }, ''],
    ['of the URL', [], {}, 'options=-c%20jit=off%20-c%20DateStyle=ISO,MDY&application_name=mine'],
  ])('work the same under odd settings %s', async (kind, settings, env, parameters) => {
    const database = await createTestDatabase();
    const db = createConnectionPool(database.url, { max: 4, applicationName: 'test', log: silentLog });
    try {
      for (const setting of settings) {
        if (kind === 'of the database') await alterDatabase(database, setting);
        else await database.pool.query(inThisDatabase(setting));
      }
      const separator = database.url.includes('?') ? '&' : '?';
      const DATABASE_URL = `${database.url}${separator}${parameters}`;
      const { program, url } = await start({ DATABASE_URL, ...env });
      try {
        await playDraft(db, url);
        await expectNothingElsewhere(db);
      } finally {
        await end(program);
      }
    } finally {
      await endConnectionPool(db);
      await database.drop();
    }
  });

  it('work the same where the URL leads through a pooler, which takes no options', async () => {
    const database = await createTestDatabase();
    const pooler = await startPooler(database.url);
    try {
      for (const setting of ODD_VALUES) await alterDatabase(database, `set ${setting}`);
      const { program, url } = await start({ DATABASE_URL: pooler.url, DATABASE_DIRECT_URL: database.url });
      try {
        await playDraft(database.pool, url);
      } finally {
        await end(program);
      }
    } finally {
      await pooler.stop();
      await database.drop();
    }
  });

  it('work the same on the embedded server, whatever PG* variables the environment has', async () => {
    const dataDir = join(folders.empty(), 'data');
    const { program, url } = await start({ DATA_DIR: dataDir, ...ODD_ENVIRONMENT, PGSSLMODE: 'verify-full' });
    const db = createConnectionPool(runningEmbeddedUrl(dataDir) ?? '', {
      max: 4,
      applicationName: 'test',
      log: silentLog,
    });
    try {
      await playDraft(db, url);
      await expectNothingElsewhere(db);
    } finally {
      await endConnectionPool(db);
      await end(program);
    }
    expect(findPostmaster(layoutOf(dataDir).folder)).toBeNull();
  });
});

/** A setting of the role that we connect as, in the current database only. */
function inThisDatabase(setting: string): string {
  return `do $$ begin execute format('alter role current_user in database %I set ${setting.replaceAll("'", "''")}', current_database()); end $$`;
}
