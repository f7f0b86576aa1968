import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { WithPgClient } from 'graphile-worker';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runnerQueryable } from '../../src/clock/prepared.ts';
import { type ConnectionPool, createConnectionPool, endConnectionPool } from '../../src/database/connect.ts';
import { withReadClient } from '../../src/database/read_client.ts';
import { statementName } from '../../src/database/statement_name.ts';
import { silentLog } from '../support/silent_log.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';

const ROOT = join(import.meta.dirname, '..', '..');

let database: TestDatabase;
/** One connection, as the runners of a process share them. */
let pool: ConnectionPool;
beforeAll(async () => {
  database = await createTestDatabase();
  pool = createConnectionPool(database.url, { max: 1, applicationName: 'prepared', log: silentLog });
});
afterAll(async () => {
  await endConnectionPool(pool);
  await database.drop();
});

const withPgClient = (async (use) => {
  const client = await pool.connect();
  try {
    return await use(client);
  } finally {
    client.release();
  }
}) as WithPgClient;

describe('the prepared statements of the clock', () => {
  it('have names that follow from their texts, whichever runner asks first, and that PostgreSQL does not cut off', async () => {
    const [first, second] = [runnerQueryable(withPgClient), runnerQueryable(withPgClient)];
    await first.query('select 1 as one');
    await first.query('select 2 as two');
    // On the same connection, in another order.
    expect((await second.query('select 2 as two')).rows).toEqual([{ two: 2 }]);
    expect((await second.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
    const { rows } = await pool.query<{ name: string; statement: string }>(
      'select name, statement from pg_prepared_statements order by statement',
    );
    expect(rows).toEqual(
      ['select 1 as one', 'select 2 as two'].map((statement) => ({
        name: statementName(statement),
        statement,
      })),
    );
    expect(statementName('x').length).toBeLessThan(64);
  });

  it.for([
    ['somebody deallocated them', 'deallocate all'],
    ['their result has other columns now', 'alter table public.changing add column b integer'],
  ] as const)('fail once where %s, and go on with another connection', async ([_, spoil]) => {
    await pool.query('create table if not exists public.changing (a integer)');
    const db = runnerQueryable(withPgClient);
    const ask = () => db.query('select * from public.changing');
    await ask();
    await pool.query(spoil);
    await expect(ask()).rejects.toThrow();
    expect((await ask()).rows).toEqual([]);
  });

  it('keep their connection where only the values were wrong', async () => {
    const db = runnerQueryable(withPgClient);
    const pid = async () => (await db.query<{ pid: number }>('select pg_backend_pid() as pid')).rows[0]?.pid;
    const before = await pid();
    await expect(db.query('select 1 / $1::integer as never', [0])).rejects.toThrow('division by zero');
    expect(await pid()).toBe(before);
  });

  it('share their connection with the settings of reads, which are named by the same rule', async () => {
    for (const settings of [{ 'test.a': '1' }, { 'test.b': '2' }, { 'test.a': '1', 'test.b': '2' }])
      await withReadClient(pool, settings, true, (reads) => reads.query('select 3 as three'));
    const { rows } = await pool.query<{ name: string; statement: string }>(
      `select name, statement from pg_prepared_statements where statement like '%set_config%'`,
    );
    // One for each number of settings.
    expect(rows).toHaveLength(2);
    expect(rows.filter(({ name, statement }) => name !== statementName(statement))).toEqual([]);
  });

  it('and the settings of reads are the only statements that the program names, each after its text', () => {
    const named = globSync('{src,tasks}/**/*.ts', { cwd: ROOT }).filter((file) =>
      /\bquery(<[^>]*>)?\(\s*\{[^}]*\bname\b/.test(readFileSync(join(ROOT, file), 'utf8')),
    );
    expect(named.sort()).toEqual(['src/clock/prepared.ts', 'src/database/read_client.ts']);
    for (const file of named) expect(readFileSync(join(ROOT, file), 'utf8')).toContain('statementName(');
  });
});
