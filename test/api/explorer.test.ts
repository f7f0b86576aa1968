import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FIRST_QUERY } from '../../src/api/explorer.ts';
import { createUser } from '../../src/database/leagues.ts';
import { type Api, ask, startApi, tokenFor } from '../support/api.ts';
import { newDraft } from '../support/drafts.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';

let database: TestDatabase;
let api: Api;
beforeAll(async () => {
  database = await createTestDatabase();
  api = await startApi(database.url, { EXPLORER: 'on' });
  await newDraft(database.pool);
});
afterAll(async () => {
  api.program.child.kill('SIGTERM');
  await api.program.ended();
  await database.drop();
});

describe('the editor', () => {
  it('shows first a query of this API, which is answered for everybody', async () => {
    const page = await (await fetch(`${api.url}/explorer`, { headers: { accept: 'text/html' } })).text();
    expect(page).toContain('<title>Draft Orchestrator</title>');
    const [, config = '{}'] = /RURU_CONFIG\s*=\s*(\{.*?\});?\s*<\/script>/s.exec(page) ?? [];
    expect(JSON.parse(config)).toMatchObject({ defaultQuery: FIRST_QUERY });
    for (const token of [undefined, await tokenFor(await createUser(database.pool, 'Ann'))]) {
      const { data, errors } = await ask(api.url, FIRST_QUERY, {}, token);
      expect(errors).toEqual([]);
      expect(data).toMatchObject({ drafts: { totalCount: 1, nodes: [{ state: 'IN_PROGRESS' }] } });
    }
  });

  it('has files, and nothing else beside them', async () => {
    const response = await fetch(`${api.url}/ruru-static/nothing.js`);
    expect([response.status, response.headers.get('content-type')]).toEqual([
      404,
      'application/json; charset=utf-8',
    ]);
    expect(await response.text()).toContain('"code":"REQUEST_INVALID"');
  });
});
