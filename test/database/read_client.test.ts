import type pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config/config.ts';
import { type ConnectionPool, createConnectionPool, endConnectionPool } from '../../src/database/connect.ts';
import {
  type ReadClient,
  RowsTooLarge,
  type StatementSettings,
  withReadClient,
} from '../../src/database/read_client.ts';
import { silentLog } from '../support/silent_log.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';
import { until } from '../support/until.ts';

const { roles } = readConfig({});
const VIEWER = { 'test.viewer': 'Ann', 'test.role': 'user' } as const;
const VIEWER_NOW = `select current_setting('test.viewer', true) as viewer`;

let database: TestDatabase;
let pool: ConnectionPool;
/** Not the connection that is tested. */
let others: ConnectionPool;
beforeAll(async () => {
  database = await createTestDatabase();
  others = open();
});
const open = () =>
  createConnectionPool(database.url, { max: 1, applicationName: 'read test', log: silentLog });
beforeEach(() => {
  // One connection, so that each statement finds what those before it left.
  pool = open();
  return () => endConnectionPool(pool);
});
afterAll(async () => {
  await endConnectionPool(others);
  await database.drop();
});

function withReads<T>(
  use: (reads: ReadClient) => Promise<T>,
  settings: StatementSettings = VIEWER,
): Promise<T> {
  return withReadClient(pool, settings, true, use);
}

const rowsOf = async (answer: Promise<pg.QueryResult>) => (await answer).rows;

/** Names of the statements that the one connection keeps prepared, sorted. */
async function prepared(): Promise<string[]> {
  const { rows } = await pool.query<{ name: string }>(
    'select name from pg_prepared_statements order by name',
  );
  return rows.map(({ name }) => name);
}

async function untilSleeping(): Promise<void> {
  await until(async () => {
    const { rows } = await others.query(
      `select from pg_stat_activity where datname = current_database() and wait_event = 'PgSleep'`,
    );
    return rows.length > 0 || undefined;
  });
}

describe('the settings of a statement', () => {
  it('hold for it, and for nothing after it on the same connection', async () => {
    expect(await withReads((reads) => rowsOf(reads.query(VIEWER_NOW)))).toEqual([{ viewer: 'Ann' }]);
    expect((await pool.query(VIEWER_NOW)).rows).toEqual([{ viewer: '' }]);
    const ofNobody = await withReads((reads) => rowsOf(reads.query(VIEWER_NOW)), { 'test.role': 'nobody' });
    expect(ofNobody).toEqual([{ viewer: '' }]);
    expect(await withReads((reads) => rowsOf(reads.query(VIEWER_NOW)), null)).toEqual([{ viewer: '' }]);
  });

  it('decide what row security shows, also of a statement that was prepared for somebody else', async () => {
    await pool.query(`
      create table public.secrets (owner text);
      alter table public.secrets enable row level security;
      create policy own on public.secrets using (owner = current_setting('test.viewer', true));
      insert into public.secrets values ('Ann'), ('Ben');
      grant usage on schema public to ${roles.visitor};
      grant select on public.secrets to ${roles.visitor}`);
    const statement = { name: 'secrets', text: 'select owner from public.secrets', arrayMode: true };
    const seenBy = (viewer: string) =>
      withReads((reads) => rowsOf(reads.read(statement)), { role: roles.visitor, 'test.viewer': viewer });
    try {
      expect([await seenBy('Ann'), await seenBy('Ben'), await seenBy('Cy')]).toEqual([
        [['Ann']],
        [['Ben']],
        [],
      ]);
    } finally {
      await pool.query('drop table public.secrets');
    }
  });

  it('are sent with it: one round trip each, once both are prepared', async () => {
    let answers = 0;
    const count = () => {
      answers += 1;
    };
    const statement = { name: 'one', text: 'select $1::int as one', values: [1] };
    await withReads((reads) => reads.read(statement));
    const client = await pool.connect();
    (client as unknown as { connection: pg.Connection }).connection.on('readyForQuery', count);
    client.release();
    for (let reads = 1; reads <= 3; reads += 1) {
      expect(await withReads((client) => rowsOf(client.read(statement)))).toEqual([{ one: 1 }]);
      expect(answers).toBe(reads);
    }
  });

  it('that are refused fail the statement, and leave the connection usable', async () => {
    const read = withReads((reads) => reads.query('select 1 as one'), { role: 'nobody who exists' });
    await expect(read).rejects.toMatchObject({ code: '22023' });
    expect(await withReads((reads) => rowsOf(reads.query(VIEWER_NOW)))).toEqual([{ viewer: 'Ann' }]);
    const again = withReads((reads) => reads.query('select 1 as one'), {
      ...VIEWER,
      statement_timeout: 'never',
    });
    await expect(again).rejects.toMatchObject({ code: '22023' });
    expect(pool.totalCount).toBe(1);
  });

  it('bound its time', async () => {
    const settings = { ...VIEWER, statement_timeout: '50' };
    const slow = withReads((reads) => reads.query('select pg_sleep(20)'), settings);
    await expect(slow).rejects.toMatchObject({ code: '57014' });
  });
});

describe('a statement', () => {
  it('that fails says why, and the next one on its connection is answered', async () => {
    const broken = { name: 'broken', text: 'select 1 / $1::int as one', values: [0] };
    await withReads(async (reads) => {
      await expect(reads.read(broken)).rejects.toMatchObject({ code: '22012' });
      expect(await rowsOf(reads.read({ ...broken, values: [1] }))).toEqual([{ one: 1 }]);
      const wrong = { name: 'wrong', text: 'select from nowhere' };
      for (const _twice of [1, 2]) await expect(reads.read(wrong)).rejects.toMatchObject({ code: '42P01' });
      expect(await rowsOf(reads.query(VIEWER_NOW))).toEqual([{ viewer: 'Ann' }]);
    });
  });

  it('is stopped in the database when it is cancelled', async () => {
    await withReads(async (reads) => {
      const slow = expect(reads.query('select pg_sleep(20)')).rejects.toMatchObject({ code: '57014' });
      // A request to cancel that comes before the statement stops nothing.
      await untilSleeping();
      await reads.cancel();
      await slow;
      expect(await rowsOf(reads.query(VIEWER_NOW))).toEqual([{ viewer: 'Ann' }]);
    });
  });

  it('is prepared by its name for at most a hundred names, and for none behind a pooler', async () => {
    await withReads(async (reads) => {
      for (let name = 0; name < 120; name += 1)
        await reads.read({ name: `n${name}`, text: `select ${name}` });
    });
    expect(await prepared()).toHaveLength(101);
    await endConnectionPool(pool);
    pool = open();
    const pooled = await withReadClient(pool, VIEWER, false, (reads) =>
      rowsOf(reads.read({ name: 'named', text: VIEWER_NOW })),
    );
    expect(pooled).toEqual([{ viewer: 'Ann' }]);
    expect(await prepared()).toEqual([]);
  });
});

describe('the rows of a statement', () => {
  const rows = (count: number) => `select repeat('x', 1000) as x from generate_series(1, ${count})`;

  it('are no more bytes than it may answer, and the connection stays as it was', async () => {
    await withReads(async (reads) => {
      reads.limitRows(100_000);
      expect(await rowsOf(reads.query(rows(90)))).toHaveLength(90);
      const refused = await reads.query(rows(5_000)).catch((error: unknown) => error);
      expect(refused).toBeInstanceOf(RowsTooLarge);
      expect(refused).toMatchObject({ bytes: expect.closeTo(5_050_000, -5) });
      // Each statement for itself.
      expect(await rowsOf(reads.query(rows(90)))).toHaveLength(90);
      expect(await rowsOf(reads.query(VIEWER_NOW))).toEqual([{ viewer: 'Ann' }]);
    });
  });
});
