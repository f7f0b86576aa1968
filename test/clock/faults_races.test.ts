import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { unobserved } from '../../bench/seed.ts';
import { pauseDraft } from '../../src/database/life_cycle.ts';
import { applyPick, readDue } from '../../src/database/picks.ts';
import { DraftError } from '../../src/draft/errors.ts';
import { standardRoster } from '../../src/draft/roster_slots.ts';
import { DraftMemory } from '../../src/orchestrator/draft_memory.ts';
import { pickDue } from '../../src/orchestrator/pick_due.ts';
import { expectOnTime, type Herd, newHerd, untilLeft, withWorkers, wronglyArmed } from '../support/clock.ts';
import { expectFoldToMatch } from '../support/events.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';

let database: TestDatabase;
beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(() => database.drop());

describe('drafts that are paused while their batch chooses', () => {
  async function pauseAll({ model }: Herd, draftIds: readonly string[]): Promise<void> {
    await Promise.all(draftIds.map((draftId) => pauseDraft(database.pool, draftId, model.commissioner)));
  }

  /** All of them paused, some after their pick and the rest before it, and without a job. */
  async function expectPaused({ draftIds }: Herd, picked: ReadonlySet<string>): Promise<void> {
    const { rows } = await database.pool.query<{ id: string; state: string; kinds: string }>(
      `select d.id, d.state, string_agg(e.kind::text, ' ' order by e.version) as kinds
         from app_public.drafts d join app_public.draft_events e on e.draft_id = d.id
        where d.id = any ($1) group by d.id`,
      [draftIds],
    );
    const expected = (id: string) => `CREATED OPENED ${picked.has(id) ? 'PICKED ' : ''}PAUSED`;
    expect(rows).toHaveLength(draftIds.length);
    expect(rows.filter(({ id, state, kinds }) => state !== 'PAUSED' || kinds !== expected(id))).toEqual([]);
    for (const draftId of draftIds.slice(0, 100)) await expectFoldToMatch(database.pool, draftId);
    expect(await wronglyArmed(database.pool)).toEqual([]);
  }

  it('1,000 at once are all left as they are', async () => {
    const herd = await newHerd(database.pool, 1_000, { first: -1, step: 0 }, { teams: 2 });
    const memory = new DraftMemory();
    const read = await memory.learn(database.pool, await readDue(database.pool, null, 1_000, 0));
    expect(read).toHaveLength(1_000);
    await pauseAll(herd, herd.draftIds);
    const due = read.map(({ draft }) => draft);
    const { answers, failures } = await pickDue(database.pool, due, null, { memory, observer: unobserved });
    expect(answers.map(({ outcome }) => outcome)).toEqual(Array(1_000).fill('stale'));
    expect(failures).toEqual([]);
    await expectPaused(herd, new Set());
  });

  it('one by one in the middle of it, each is either picked for before its pause or left', async () => {
    const herd = await newHerd(database.pool, 300, { first: -1, step: 0 }, { teams: 2 });
    const memory = new DraftMemory();
    const read = await memory.learn(database.pool, await readDue(database.pool, null, 1_000, 0));
    const picked = new Set<string>();
    for (let from = 0; from < read.length; from += 10) {
      const due = read.slice(from, from + 10).map(({ draft }) => draft);
      const picking = pickDue(database.pool, due, null, { memory, observer: unobserved });
      const dueIds = due.map(({ draftId }) => draftId);
      await pauseAll(herd, dueIds);
      const { answers, failures } = await picking;
      expect(failures).toEqual([]);
      for (const { outcome, draftId } of answers) if (outcome === 'picked') picked.add(draftId);
    }
    // Both came first at times, or this is no race.
    expect(picked.size).toBeGreaterThan(0);
    expect(picked.size).toBeLessThan(300);
    await expectPaused(herd, picked);
  });
});

describe('single picks by a person', () => {
  const RACING_MS = 10_000;
  const LANES = 8;
  const SECONDS_PER_PICK = 0.3;
  const REFUSALS = [
    'DEADLINE_PASSED',
    'PICK_ALREADY_MADE',
    'PICK_NOT_ON_CLOCK',
    'PLAYER_TAKEN',
    'PLAYER_DOES_NOT_FIT',
    'DRAFT_NOT_IN_PROGRESS',
  ];

  /** Those that a retry hid from the callers included. A session reports its statistics later than its statement ends, unless asked to. */
  async function deadlocks(): Promise<number> {
    const sessions = await Promise.all(
      Array.from({ length: database.pool.options.max }, () => database.pool.connect()),
    );
    for (const session of sessions) {
      await session.query('select pg_stat_force_next_flush()');
      session.release();
    }
    const { rows } = await database.pool.query<{ count: number }>(
      'select deadlocks::integer as count from pg_stat_database where datname = current_database()',
    );
    return rows[0]?.count ?? Number.NaN;
  }

  /**
   * Picks somebody for one draft after the other, mostly when its clock is about to run out, and counts the outcomes. Two
   * lanes each go the same way.
   */
  async function pickOnAndOn({ model, draftIds }: Herd, lane: number, outcomes: Map<string, number>) {
    const { players, commissioner: actor } = model;
    const startedAt = performance.now();
    for (let i = 0; performance.now() - startedAt < RACING_MS; i += 1) {
      const draftId = draftIds[(i * 13 + Math.floor(lane / 2) * 10) % draftIds.length] ?? '';
      const playerId = players[(i * 29 + lane * 53) % players.length] ?? 0;
      const pickNumber = await untilLeft(
        database.pool,
        draftId,
        i % 5 === 0 ? SECONDS_PER_PICK : ((i % 11) - 1) / 1_000,
      );
      const request = { kind: 'MANUAL', draftId, pickNumber, playerId, actor } as const;
      const outcome = await applyPick(database.pool, request).then(
        (judged) => judged.outcome,
        (error: unknown) => {
          if (error instanceof DraftError) return error.code;
          throw error;
        },
      );
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    }
  }

  it('against batches of two processes, on the same forty drafts for ten seconds, end in one history', async () => {
    const outcomes = new Map<string, number>();
    const herd = await withWorkers(database.url, 2, async () => {
      // Processes that start on a busy machine are no part of how late the picks are.
      const made = await newHerd(
        database.pool,
        40,
        { first: 2, step: 0.002 },
        {
          teams: 12,
          rounds: 15,
          secondsPerPick: SECONDS_PER_PICK,
          rosterSlots: standardRoster,
          poolSize: 400,
        },
      );
      await Promise.all(Array.from({ length: LANES }, (_, lane) => pickOnAndOn(made, lane, outcomes)));
      return made;
    });
    // The one and the other came first at times, or this is no race.
    const { picked = 0, ...refused } = Object.fromEntries(outcomes);
    expect(picked).toBeGreaterThan(20);
    expect((refused['DEADLINE_PASSED'] ?? 0) + (refused['PICK_ALREADY_MADE'] ?? 0)).toBeGreaterThan(20);
    expect(REFUSALS).toEqual(expect.arrayContaining(Object.keys(refused)));
    await expectOnTime(database.pool, herd.draftIds, 5_000);
    for (const draftId of herd.draftIds) await expectFoldToMatch(database.pool, draftId);
    expect(await wronglyArmed(database.pool)).toEqual([]);
    expect(await deadlocks()).toBe(0);
  });
});
