import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ConnectionPool, createConnectionPool, endConnectionPool } from '../../src/database/connect.ts';
import { withRetries } from '../../src/database/draft_errors.ts';
import { silentLog } from '../support/silent_log.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';

/** As many as the API has for mutations. */
const CONNECTIONS = 10;
const CALL = 'select * from app_private.probe($1)';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

let pool: ConnectionPool;
beforeEach(async () => {
  pool = createConnectionPool(database.url, {
    ...{ max: CONNECTIONS, applicationName: 'prepared', prepares: true, log: silentLog },
  });
  await define('first');
});
afterEach(() => endConnectionPool(pool));

/** Makes the function answer a column of that name anew. */
async function define(column: string): Promise<void> {
  await database.pool.query('drop function if exists app_private.probe(integer)');
  await database.pool.query(
    `create function app_private.probe(given integer) returns table (${column} integer) language sql as 'select given'`,
  );
}

/** On as many connections at once as there are; what each answered first. */
function callOnEach(): Promise<unknown[]> {
  return Promise.all(
    Array.from({ length: CONNECTIONS }, async (_, given) => {
      const { rows } = await withRetries(() => pool.query(CALL, [given]));
      return rows[0];
    }),
  );
}

describe('calls of functions', () => {
  it('are prepared once for each connection; other statements, and those without values, are not', async () => {
    const client = await pool.connect();
    try {
      for (let given = 0; given < 3; given += 1) {
        expect((await client.query(CALL, [given])).rows).toEqual([{ first: given }]);
        await client.query('select $1::integer', [given]);
        await client.query('select 1 from app_private.probe(1)');
      }
      const { rows } = await client.query('select statement from pg_prepared_statements');
      expect(rows).toEqual([{ statement: CALL }]);
    } finally {
      client.release();
    }
  });

  it('go on when the function answers other columns, and nobody who calls it notices', async () => {
    await callOnEach();
    await define('other');
    expect(await callOnEach()).toEqual(Array.from({ length: CONNECTIONS }, (_, other) => ({ other })));
  });

  it('that ask for what PostgreSQL does not do fail at once, and their connection stays', async () => {
    await database.pool.query(
      `create or replace function app_private.unable(given integer) returns integer language plpgsql as
        $$ begin raise feature_not_supported; end $$`,
    );
    const client = await pool.connect();
    let tries = 0;
    const call = () => {
      tries += 1;
      return client.query('select app_private.unable($1)', [1]);
    };
    try {
      await expect(withRetries(call)).rejects.toMatchObject({ code: '0A000' });
      expect(tries).toBe(1);
      expect((await client.query(CALL, [1])).rows).toEqual([{ first: 1 }]);
    } finally {
      client.release();
    }
  });

  it('go on when somebody discarded what was prepared', async () => {
    const client = await pool.connect();
    await client.query(CALL, [1]);
    await client.query('discard all');
    client.release();
    expect(await callOnEach()).toEqual(Array.from({ length: CONNECTIONS }, (_, first) => ({ first })));
  });
});
