import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ApiServer } from '../../src/api/server.ts';
import { startApi } from '../../src/commands/api.ts';
import { readConfig } from '../../src/config/config.ts';
import { wire } from '../../src/wire.ts';
import { silentLog } from '../support/silent_log.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';

const databases: TestDatabase[] = [];
const apis: ApiServer[] = [];
beforeAll(async () => {
  for (let each = 0; each < 2; each += 1) databases.push(await createTestDatabase());
});
afterAll(async () => {
  for (const api of apis) await api.stop();
  for (const database of databases) await database.drop();
});

it('an API obeys the configuration that it is given, whatever the environment and another API of the process have', async () => {
  const names = ['The first', 'The second'];
  for (const [place, { url, pool }] of databases.entries()) {
    await pool.query('select app_private.create_pool($1, $2)', [
      names[place],
      JSON.stringify([{ rank: 1, name: 'Somebody', positions: ['RB'], proTeam: null, byeWeek: null }]),
    ]);
    const { API_ROLE, VISITOR_ROLE } = process.env;
    const config = readConfig({
      API_ROLE,
      VISITOR_ROLE,
      DATABASE_URL: url,
      PORT: '0',
      AUTH_SECRET: 'x'.repeat(32),
    });
    const wired = wire(config, silentLog);
    apis.push(await startApi({ ...{ config, wired, url }, log: silentLog }));
  }
  const answers = apis.map(async ({ url }) => {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ playerPools { nodes { name } } }' }),
    });
    return response.json();
  });
  expect(await Promise.all(answers)).toEqual(
    names.map((name) => ({ data: { playerPools: { nodes: [{ name }] } } })),
  );
});
