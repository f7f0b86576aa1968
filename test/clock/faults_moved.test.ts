import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { pauseDraft, resumeDraft, setAutopilot } from '../../src/database/life_cycle.ts';
import { applyPick } from '../../src/database/picks.ts';
import {
  expectOnTime,
  newHerd,
  untilAll,
  untilLeft,
  withAlarm,
  withWorkers,
  wronglyArmed,
} from '../support/clock.ts';
import { draftRow, newDraft, newPool, type TestDraft, type TestDraftOptions } from '../support/drafts.ts';
import { expectFoldToMatch } from '../support/events.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';
import { until } from '../support/until.ts';

// SQL functions send no hint: whatever changes a draft here stands for a process that died before it sent its hint.

let database: TestDatabase;
let poolId: string;
beforeEach(async () => {
  database = await createTestDatabase();
  poolId = await newPool(database.pool, 200);
});
afterEach(() => database.drop());

/** A tick, and what a machine that does many other things takes besides. */
const WITHIN_A_TICK_MS = 1_000 + 2_000;

function newDrafts(count: number, options: TestDraftOptions): Promise<TestDraft[]> {
  return Promise.all(Array.from({ length: count }, () => newDraft(database.pool, { poolId, ...options })));
}

const idsOf = (drafts: readonly TestDraft[]) => drafts.map(({ draftId }) => draftId);

async function switchAutopilotOn({ draftId, teamIds, commissioner }: TestDraft): Promise<void> {
  await setAutopilot(database.pool, draftId, teamIds[0] ?? '', true, commissioner);
}

/** Every alarm rings an hour late. Locks as the product does: drafts first. */
async function loseJobs(): Promise<void> {
  await database.pool.query(
    `update graphile_worker._private_jobs job set run_at = job.run_at + interval '1 hour'
       from (select id from app_public.drafts for no key update) as draft
      where job.key = app_private.alarm_key(draft.id)`,
  );
}

/** Once, in order, and as the history says. */
async function expectPlayed(draftIds: readonly string[]): Promise<void> {
  await untilAll(database.pool, draftIds, `state = 'COMPLETED'`);
  await expectOnTime(database.pool, draftIds, WITHIN_A_TICK_MS);
  for (const draftId of draftIds) await expectFoldToMatch(database.pool, draftId);
}

describe('a deadline without a hint', () => {
  it('is kept within a tick, also when its job is lost, whatever set it', async () => {
    await withWorkers(database.url, 1, async () => {
      const long = { teams: 1, rounds: 3, secondsPerPick: 0.3, secondsPerPickByRound: { 1: 60 } };
      const [picked, switched] = [await newDrafts(10, long), await newDrafts(10, long)];
      const resumed: TestDraft[] = [];
      for (let i = 0; i < 10; i += 1) {
        const [draft = expect.fail()] = await newDrafts(1, { ...long, secondsPerPickByRound: { 1: 2 } });
        await pauseDraft(database.pool, draft.draftId, draft.commissioner);
        await resumeDraft(database.pool, draft.draftId, draft.commissioner);
        resumed.push(draft);
      }
      for (const draft of switched) await switchAutopilotOn(draft);
      for (const { draftId, players, commissioner: actor } of picked) {
        const playerId = players[0] ?? 0;
        await applyPick(database.pool, { kind: 'MANUAL', draftId, pickNumber: 1, playerId, actor });
      }
      await loseJobs();
      await expectPlayed(idsOf([...picked, ...switched, ...resumed]));
    });
  });
});

describe('a deadline that is moved', () => {
  it('earlier 50 times, when the alarm knows the old one, is kept', async () => {
    await withWorkers(database.url, 1, async () => {
      const options = { teams: 1, rounds: 3, poolId };
      const { model, draftIds } = await newHerd(database.pool, 50, { first: 4, step: 0.1 }, options);
      for (const draftId of draftIds) {
        await untilLeft(database.pool, draftId, 1.4);
        await switchAutopilotOn({ ...model, draftId });
      }
      await expectPlayed(draftIds);
    });
    // That is not by luck: most came well before the deadline they had.
    const { rows } = await database.pool.query(
      `select from app_public.picks p join app_public.draft_events e using (draft_id)
        where p.pick_number = 1 and e.kind = 'OPENED' and p.picked_at < (e.data ->> 'deadline')::timestamptz`,
    );
    expect(rows.length).toBeGreaterThan(25);
  });

  /** Pauses a draft a moment before its deadline for so long, and resumes it until the next pick. */
  async function pauseAndResume(
    { draftId, commissioner }: TestDraft,
    secondsBefore: number,
    seconds: number,
  ) {
    await untilLeft(database.pool, draftId, secondsBefore);
    const version = await pauseDraft(database.pool, draftId, commissioner);
    const { currentPick } = await draftRow(database.pool, draftId);
    await database.pool.query('select pg_sleep($1)', [seconds]);
    expect(await draftRow(database.pool, draftId)).toMatchObject({ state: 'PAUSED', version, currentPick });
    await resumeDraft(database.pool, draftId, commissioner);
    await until(
      async () => (await draftRow(database.pool, draftId)).currentPick !== currentPick || undefined,
    );
  }

  it('later 50 times, by a pause in the last moment, is kept', async () => {
    const drafts: TestDraft[] = [];
    await withWorkers(database.url, 1, async () => {
      drafts.push(...(await newDrafts(10, { teams: 1, rounds: 50, secondsPerPick: 0.3 })));
      await Promise.all(
        drafts.map(async (draft) => {
          // The deadline that the alarm knows passes during the pause, or after it.
          for (const [before, pause] of [
            [0, 0.05],
            [0.01, 0.05],
            [0.02, 0.05],
            [0.06, 0.03],
            [0.08, 0.04],
          ] as const)
            await pauseAndResume(draft, before, pause);
        }),
      );
    });
    await expectOnTime(database.pool, idsOf(drafts), WITHIN_A_TICK_MS);
    for (const draftId of idsOf(drafts)) await expectFoldToMatch(database.pool, draftId);
    expect(await wronglyArmed(database.pool)).toEqual([]);
  });
});

describe('a process whose own clock is wrong', () => {
  it('and jumps by 90 seconds to and fro picks on time', async () => {
    const now = Date.now();
    vi.useFakeTimers({ toFake: ['Date'] });
    let isAhead = false;
    const jumping = setInterval(() => {
      isAhead = !isAhead;
      vi.setSystemTime(now + (isAhead ? 90_000 : -90_000));
    }, 70);
    try {
      await withAlarm(database, { idle: () => undefined }, async () => {
        const clocks = { teams: 1, rounds: 6, secondsPerPick: 0.3, secondsPerPickByRound: { 1: 2 } };
        await expectPlayed(idsOf(await newDrafts(20, clocks)));
      });
    } finally {
      clearInterval(jumping);
      vi.useRealTimers();
    }
  });
});
