import { readFileSync } from 'node:fs';
import { buildSchema, parse } from 'postgraphile/graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MakePickDocument } from '../../../client/operations.generated.ts';
import { OperationCosts } from '../../../src/api/limits/operation_costs.ts';
import { payerOf } from '../../../src/api/limits/work_budgets.ts';
import { NOBODY } from '../../../src/api/viewer.ts';
import { readConfig } from '../../../src/config/config.ts';
import {
  type ConnectionPool,
  createConnectionPool,
  endConnectionPool,
} from '../../../src/database/connect.ts';
import { withReadClient } from '../../../src/database/read_client.ts';
import { refusal } from '../../support/refusal.ts';
import { silentLog } from '../../support/silent_log.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test_database.ts';

const SCHEMA = new URL('../../../schema.graphql', import.meta.url);
/** Ways to read rows of so many bytes, about. */
const SMALL = 'select 1';
const LARGE = `select repeat('x', 1000) from generate_series(1, 1000)`;
/** How long writing the first answer holds the thread, and the rest of twenty times as long after it, in milliseconds. */
const [HELD_MS, REST_MS] = [50, 1_000];

let database: TestDatabase;
let pool: ConnectionPool;
let costs: OperationCosts;
beforeAll(async () => {
  database = await createTestDatabase();
  pool = createConnectionPool(database.url, { max: 4, applicationName: 'answers', log: silentLog });
  costs = new OperationCosts(readConfig({}).access, []);
});
afterAll(async () => {
  await endConnectionPool(pool);
  await database.drop();
});

const unknown = parse('{ drafts { nodes { id } } }');
// As the service prepares it: a text that is a known operation becomes the document of that operation.
const prepare = () => costs.prepare(MakePickDocument.toString(), payerOf('192.0.2.1', NOBODY));

/** Reads for an operation from an address, and answers when what was read may be written. */
function read(
  text: string,
  address: string,
  document = unknown,
  gone = new AbortController().signal,
): Promise<number> {
  const reads = costs.reads(
    (settings, mayPrepare, use) => withReadClient(pool, settings, mayPrepare, use),
    { document, operationName: null },
    {
      payer: payerOf(address, NOBODY),
      gone,
    },
  );
  return reads({ 'test.viewer': 'x' }, async (client) => (await client.query(text)).rows.length);
}

/** Holds the thread for so many milliseconds of its own time. */
function hold(ms: number): void {
  const used = () => {
    const { user, system } = process.threadCpuUsage();
    return (user + system) / 1_000;
  };
  for (const until = used() + ms; used() < until; );
}

describe('an answer', () => {
  it('that is large waits for the rest after the last one, from any address; a small one and a pick do not', async () => {
    await read(LARGE, '192.0.2.1');
    hold(HELD_MS);
    const began = performance.now();
    const done: string[] = [];
    const note = async (name: string, reading: Promise<unknown>) => {
      await reading;
      done.push(name);
    };
    const large = note('large', read(LARGE, '192.0.2.2'));
    await note('small', read(SMALL, '192.0.2.2'));
    await large;
    expect(done).toEqual(['small', 'large']);
    expect(performance.now() - began).toBeGreaterThan(REST_MS * 0.9);
  });

  it('to a known mutation waits for nothing, however much is read for it', async () => {
    costs.serve(buildSchema(readFileSync(SCHEMA, 'utf8')), []);
    const prepared = prepare();
    if (!('document' in prepared)) throw new Error('the pick of our client is no document');
    await read(LARGE, '192.0.2.3');
    hold(HELD_MS);
    const began = performance.now();
    const large = read(LARGE, '192.0.2.3');
    await read(LARGE, '192.0.2.3', prepared.document);
    const pickTook = performance.now() - began;
    await large;
    expect(pickTook).toBeLessThan(performance.now() - began - REST_MS / 2);
  });

  it('to a mutation, which is done by then, is refused by no line, however long', async () => {
    const change = parse('mutation { createLeague(name: "L", teams: []) { league { id } } }');
    const leaving = new AbortController();
    // Two run, as many as wait at most wait.
    const queries = Promise.allSettled(
      Array.from({ length: 502 }, () => read('select pg_sleep(60)', '192.0.2.4', unknown, leaving.signal)),
    );
    expect((await refusal(read(SMALL, '192.0.2.4'))).numbers['what']).toBe('reads at once');
    const changed = read(SMALL, '192.0.2.4', change);
    leaving.abort();
    await expect(changed).resolves.toBe(1);
    await queries;
  });
});
