import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Api, startApi } from '../support/api.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';
import { runFuzz } from './fuzz/run.ts';

let database: TestDatabase;
let api: Api;
beforeAll(async () => {
  database = await createTestDatabase();
  api = await startApi(database.url);
});
afterAll(async () => {
  api.program.child.kill('SIGTERM');
  await api.program.ended();
  await database.drop();
});

it('a thousand random requests do nothing that is forbidden, and every refusal has one of our codes', async () => {
  const report = await runFuzz(database.pool, api.url, { seed: Date.now() % 1_000_000, requests: 1_000 });
  expect(report.wrong).toEqual([]);
  expect(report.requests).toBe(1_000);
  // It is no proof where nothing is ever done: every mutation is carried out now and then.
  const done = Object.values(report.done).reduce((sum, count) => sum + count, 0);
  expect(done).toBeGreaterThan(50);
}, 60_000);
