import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ConnectionPool, createConnectionPool, endConnectionPool } from '../../src/database/connect.ts';
import { silentLog } from '../support/silent_log.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';

let database: TestDatabase;
let pool: ConnectionPool;
beforeAll(async () => {
  database = await createTestDatabase();
  pool = createConnectionPool(database.url, { max: 1, applicationName: 'test', log: silentLog });
});
afterAll(async () => {
  await endConnectionPool(pool);
  await database.drop();
});

async function session(): Promise<number | undefined> {
  const { rows } = await pool.query<{ pid: number }>('select pg_backend_pid() as pid');
  return rows[0]?.pid;
}

describe('a connection of a pool', () => {
  it.each([
    ['a refusal of a rule', "select app_private.refuse('INVITATION_INVALID')"],
    ['a syntax error', 'select from where'],
    ['a violated constraint', 'insert into app_public.drafts (id) values (gen_random_uuid())'],
    ['a statement that was cancelled', 'select pg_cancel_backend(pg_backend_pid()), pg_sleep(10)'],
  ])('outlives %s', async (_, statement) => {
    const before = await session();
    await expect(pool.query(statement)).rejects.toMatchObject({ code: expect.any(String) });
    expect(await session()).toBe(before);
    expect(pool.totalCount).toBe(1);
  });

  it('does not outlive its session', async () => {
    const before = await session();
    await expect(pool.query('select pg_terminate_backend(pg_backend_pid())')).rejects.toThrow();
    expect(await session()).not.toBe(before);
  });

  it('does not outlive the server being a standby', async () => {
    const before = await session();
    await pool.query('set default_transaction_read_only = on');
    await expect(pool.query('create table t ()')).rejects.toMatchObject({ code: '25006' });
    expect(await session()).not.toBe(before);
  });
});
