import { expect, it } from 'vitest';
import { mutations } from '../../src/api/schema/mutations/registry.ts';
import { testService } from '../support/service.ts';
import { runFuzz } from './fuzz/run.ts';
import { MUTATION_EXAMPLES } from './mutation_examples.ts';

const { database, api } = testService();

it('a thousand random requests do nothing that is forbidden, and every refusal has one of our codes', async () => {
  const report = await runFuzz(database.pool, api.url, { seed: Date.now() % 1_000_000, requests: 1_000 });
  expect(report.wrong).toEqual([]);
  expect(report.requests).toBe(1_000);
  // It is no proof where nothing is ever done: every mutation is carried out now and then.
  const done = Object.values(report.done).reduce((sum, count) => sum + count, 0);
  expect(done).toBeGreaterThan(30);
}, 180_000);

/** What a draft is created with decides nobody's rights. */
const LEFT_OUT = ['startsAt', 'visibility'];

it('every mutation is among the requests, with every argument', () => {
  const argumentsOf = ({ argumentNames }: { readonly argumentNames: readonly string[] }) =>
    argumentNames.filter((name) => !LEFT_OUT.includes(name)).sort();
  const asked = mutations.map(({ name }) => [name, Object.keys(MUTATION_EXAMPLES[name].about).sort()]);
  const known = mutations.map((mutation) => [mutation.name, argumentsOf(mutation)]);
  expect(Object.fromEntries(asked)).toEqual(Object.fromEntries(known));
});
