import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canStopClocks, stopClock } from '../support/stopped_clock.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';
import { linesOf } from './report.ts';
import { runOnService, runPure } from './run.ts';
import { shrink } from './shrink.ts';
import type { World } from './system.ts';
import { FIRST_INSTANT, worldIn } from './world.ts';

const LONG = 60_000;
/** Drafts without opinions in which something went wrong once: of each bug that was found so, one. */
const FOUND_SOMETHING = [1_223, 1_266];

let database: TestDatabase;
let world: World;
beforeAll(async () => {
  database = await createTestDatabase();
  if (canStopClocks()) world = await worldIn(database.pool, await stopClock(database, FIRST_INSTANT));
});
afterAll(() => database.drop());

/** Applies a function of ours once more, with a mistake in it; answers how to apply it as it is. */
async function withMistake(file: string, right: string, wrong: string): Promise<() => Promise<unknown>> {
  const text = readFileSync(join(import.meta.dirname, '../../migrations/functions', file), 'utf8');
  expect(text).toContain(right);
  await database.pool.query(text.replace(right, wrong));
  return () => database.pool.query(text);
}

describe('simulated drafts', () => {
  it(
    'stay possible by the rules alone, and src/draft and src/strategy agree on boards, rosters and whom the service takes',
    async () => {
      const { drafts, steps, failure } = await runPure({ drafts: 800, seed: 1 });
      expect(failure && linesOf(failure.seed, failure.played)).toBeNull();
      expect(steps).toBeGreaterThan(drafts * 10);
    },
    LONG,
  );

  it.skipIf(!canStopClocks())(
    'are on the service, after every step, what the rules say',
    async () => {
      for (const seed of FOUND_SOMETHING) {
        const { failure } = await runOnService(world, { drafts: 1, seed, opinions: false });
        expect(failure && linesOf(failure.seed, failure.played)).toBeNull();
      }
      const { failure } = await runOnService(world, { drafts: 20, seed: 1 });
      expect(failure && linesOf(failure.seed, failure.played)).toBeNull();
    },
    LONG,
  );

  it.skipIf(!canStopClocks()).each([
    [
      'an increment for nothing',
      'clock/bank_after.sql',
      'then increment',
      'then increment + 1',
      /^bank of slot \d: /,
    ],
    [
      'skipped picks that come first',
      'picks/next_open_cell.sql',
      'order by cell.skipped_at is not null, cell.pick_number',
      'order by cell.pick_number',
      /^pick on the clock: |^deadline|^clockEndsAt/,
    ],
    [
      'a rollback that keeps what comes after',
      'deeds/plan_rollback.sql',
      'c.pick_number >= target.pick_number',
      'c.pick_number = target.pick_number',
      /: the rules say null, the service/,
    ],
  ])(
    'show a mistake in the service, and the fewest steps to it: %s',
    async (_, file, right, wrong, told) => {
      const mend = await withMistake(file, right, wrong);
      const { failure } = await runOnService(world, { drafts: 200, seed: 1, opinions: false });
      await mend();
      if (!failure) expect.fail('Nothing was found');
      const { steps, differences } = failure.played;
      expect(differences.join('\n')).toMatch(new RegExp(told.source, 'm'));
      expect(steps.length).toBeLessThan(12);
    },
    LONG,
  );

  it.skipIf(!canStopClocks()).each([
    [
      'a queue that begins with the last',
      'picks/read_contexts.sql',
      'order by wish.place',
      'order by wish.place desc',
      /: the rules take \d+ \(from_queue\), the service/,
    ],
    [
      'a choice that stands though the queue changed',
      'picks/apply_choice.sql',
      'seat.queue_version <> apply_choice.queue_version',
      'false',
      /: the rules (take \d+ \(|give up )/,
    ],
  ])(
    'show a mistake in whom the service takes: %s',
    async (_, file, right, wrong, told) => {
      const mend = await withMistake(file, right, wrong);
      const { failure } = await runOnService(world, { drafts: 200, seed: 1, mostTried: 0 });
      await mend();
      expect(failure?.played.differences.join('\n')).toMatch(told);
    },
    LONG,
  );
});

describe('shrinking a list', () => {
  it('leaves what it takes to fail, in its order', async () => {
    const list = Array.from({ length: 20 }, (_, index) => index);
    const fails = async (some: readonly number[]) => some.includes(3) && some.includes(11);
    expect(await shrink(list, 100, fails)).toEqual([3, 11]);
    expect(await shrink(list, 0, fails)).toEqual(list);
  });
});
