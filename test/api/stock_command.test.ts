import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SECRET } from '../support/api.ts';
import { startProgram } from '../support/processes.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';

const STOCK = 'node_modules/postgraphile/dist/cli-run.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

describe('the stock postgraphile command line', () => {
  it.each([
    ['HOST, where one is set', { HOST: '127.0.0.2' }, '127.0.0.2'],
    ['the loopback address, where none is set', {}, '127.0.0.1'],
  ])('listens on %s', async (_what, env, address) => {
    const program = startProgram([STOCK], {
      ...{ DATABASE_URL: database.url, AUTH_SECRET: SECRET, PORT: '0', GRAPHILE_ENV: 'production' },
      ...env,
    });
    await program.untilSaid(/Server listening on port/);
    expect(program.said()).toContain(`at http://${address}:`);
    const [url = ''] = /http:\/\/\S+\/graphql/.exec(program.said()) ?? [];
    const body = JSON.stringify({ query: '{ databaseTime }' });
    const headers = { 'content-type': 'application/json' };
    expect(await (await fetch(url, { method: 'POST', headers, body })).json()).toHaveProperty('data');
    program.child.kill('SIGKILL');
    await program.ended();
  });
});
