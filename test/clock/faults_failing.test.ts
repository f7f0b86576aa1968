import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { clockSettings } from '../../src/clock/settings.ts';
import { recordFailure } from '../../src/database/picks.ts';
import { expectOnTime, newHerd, untilAll, withAlarm, withWorkers, wronglyArmed } from '../support/clock.ts';
import { draftRow, newDraft } from '../support/drafts.ts';
import { events, expectFoldToMatch } from '../support/events.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';
import { until } from '../support/until.ts';

let database: TestDatabase;
beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(() => database.drop());

/** On time, on a machine that does many other things: half of the pause between two polls for jobs. */
const ON_TIME_MS = 5_000;

describe('drafts that always fail', () => {
  const MOST_ATTEMPTS = 8;

  /** Lets a failing draft go through all but the last of its attempts, and be due for that one now. */
  async function hurry(draftId: string): Promise<void> {
    for (;;) {
      const { version, attemptCount, state } = await draftRow(database.pool, draftId);
      if (state !== 'IN_PROGRESS' || attemptCount >= MOST_ATTEMPTS - 1) break;
      await recordFailure(database.pool, draftId, version, 'nobody looked');
    }
    await database.pool.query(
      `update app_public.drafts set retry_at = clock_timestamp() where id = $1 and state = 'IN_PROGRESS'`,
      [draftId],
    );
  }

  it('delay no other draft, 600 among 600 good ones, and are paused after eight attempts, or two where nobody fits', async () => {
    // What is prepared, and a worker that starts, take ten seconds on a busy machine.
    const { draftIds } = await newHerd(database.pool, 1_200, { first: 20, step: 0.000_01 }, { teams: 2 });
    const failing = draftIds.filter((_, i) => i % 2 === 0);
    const good = draftIds.filter((_, i) => i % 2 === 1);
    // For a few the database refuses the whole set they are in; for the rest of them no player fits.
    const poisoned = failing.slice(0, 10);
    const standOffs = failing.slice(10);
    await database.pool.query(
      `alter table app_public.picks add constraint picks_poisoned
         check (player_id is null or draft_id <> all ('{${poisoned.join(', ')}}'))`,
    );
    await database.pool.query(
      `update app_public.draft_settings set limit_positions = '{-1}', limit_players = '{0}' where draft_id = any ($1)`,
      [standOffs],
    );

    await withWorkers(database.url, 1, async ([worker]) => {
      await untilAll(database.pool, good, 'timeout_count > 0');
      await untilAll(
        database.pool,
        poisoned,
        `attempt_count > 0 and last_error like '%picks_poisoned%' and retry_at > next_deadline`,
      );
      await untilAll(
        database.pool,
        standOffs,
        `state = 'PAUSED' and attempt_count = 2 and last_error like 'NO_PLAYER_FITS:%'`,
      );
      await expectOnTime(database.pool, good, ON_TIME_MS);
      // A worker names drafts it could not pick for: a good one is never taken for one of them.
      for (const draftId of failing) await worker?.untilSaid(new RegExp(draftId));
      const said = worker?.said() ?? '';
      expect(good.filter((draftId) => said.includes(draftId))).toEqual([]);

      const hurried = poisoned.slice(5);
      for (const draftId of hurried) await hurry(draftId);
      await untilAll(database.pool, hurried, `state = 'PAUSED'`);
      for (const draftId of [...hurried, ...standOffs.slice(0, 5)]) {
        const isPoisoned = poisoned.includes(draftId);
        expect(await draftRow(database.pool, draftId)).toMatchObject({
          attemptCount: isPoisoned ? MOST_ATTEMPTS : 2,
          currentPick: 1,
          retryAt: null,
        });
        expect((await events(database.pool, draftId)).at(-1)).toMatchObject({
          kind: 'PAUSED',
          data: { pickNumber: 1, remainingSeconds: 0, cause: isPoisoned ? 'FAILING' : 'NO_PLAYER_FITS' },
        });
        await expectFoldToMatch(database.pool, draftId);
      }
    });
    expect(await wronglyArmed(database.pool)).toEqual([]);
  });
});

describe('tasks that hang', () => {
  it('and occupy the whole runner do not stop the alarm', async () => {
    let running = 0;
    const { promise: released, resolve: release } = Promise.withResolvers<void>();
    async function hang(): Promise<void> {
      running += 1;
      await released;
    }
    await withAlarm(database, { hang }, async (runner) => {
      try {
        for (let i = 0; i < 20; i += 1) await runner.addJob('hang', {});
        await until(async () => running === clockSettings.concurrentJobs || undefined);
        // The first clock is long enough for a tick to list it.
        const clocks = { teams: 1, rounds: 6, secondsPerPick: 0.2, secondsPerPickByRound: { 1: 2.5 } };
        const drafts = await Promise.all(Array.from({ length: 10 }, () => newDraft(database.pool, clocks)));
        const draftIds = drafts.map(({ draftId }) => draftId);
        await untilAll(database.pool, draftIds, `state = 'COMPLETED'`);
        await expectOnTime(database.pool, draftIds, ON_TIME_MS);
        expect(running).toBe(clockSettings.concurrentJobs);
      } finally {
        release();
      }
    });
  });
});
