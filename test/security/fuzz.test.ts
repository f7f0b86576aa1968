import { afterAll, beforeAll, expect, it } from 'vitest';
import { mutations } from '../../src/api/schema/mutations.ts';
import type { ApiServices } from '../../src/api/services.ts';
import { type Api, startApi } from '../support/api.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';
import { SHAPES } from './fuzz/requests.ts';
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

it('a thousand requests by chance do nothing that is forbidden, and every refusal is ours', async () => {
  const report = await runFuzz(database.pool, api.url, { seed: Date.now() % 1_000_000, requests: 1_000 });
  expect(report.wrong).toEqual([]);
  expect(report.requests).toBe(1_000);
  // It is no proof where nothing is ever done: every mutation is carried out now and then.
  const done = Object.values(report.done).reduce((sum, count) => sum + count, 0);
  expect(done).toBeGreaterThan(50);
}, 180_000);

/** What a draft is created with decides nobody's rights. */
const LEFT_OUT = ['startsAt', 'visibility'];

it('every mutation is among the requests, with every argument', () => {
  const argumentsOf = ({ argumentNames }: { readonly argumentNames: readonly string[] }) =>
    argumentNames.filter((name) => !LEFT_OUT.includes(name)).sort();
  const asked = Object.entries(SHAPES).map(([name, { about }]) => [name, Object.keys(about).sort()]);
  const known = Object.entries(mutations({} as ApiServices)).map(([name, one]) => [name, argumentsOf(one)]);
  expect(Object.fromEntries(asked)).toEqual(Object.fromEntries(known));
});
