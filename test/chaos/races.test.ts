import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../src/database/actor.ts';
import { applyPick } from '../../src/database/picks.ts';
import { DraftError } from '../../src/draft/errors.ts';
import { DraftMemory } from '../../src/orchestrator/draft_memory.ts';
import {
  alarms,
  board,
  draftRow,
  newDraft,
  newPool,
  runTimeOut,
  setDeadline,
  type TestDraft,
} from '../support/drafts.ts';
import { expectFoldToMatch } from '../support/events.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';

let database: TestDatabase;
let poolId: string;
beforeAll(async () => {
  database = await createTestDatabase();
  poolId = await newPool(database.pool, 400);
});
afterAll(() => database.drop());

const ROUNDS = 25;
const TEAMS = 4;
const PICKS = ROUNDS * TEAMS;

function manualPick(
  draft: TestDraft,
  pickNumber: number,
  playerId: number,
  actor: Actor = draft.commissioner,
) {
  return applyPick(database.pool, {
    kind: 'MANUAL',
    draftId: draft.draftId,
    pickNumber,
    playerId,
    actor,
  }).then(
    () => 'picked',
    (error: unknown) => {
      if (error instanceof DraftError) return error.code;
      throw error;
    },
  );
}

/** After any race: each cell once, one clock, one alarm, and a history that folds to it. */
async function expectSound(draft: TestDraft, picksMade: number): Promise<void> {
  const cells = await board(database.pool, draft.draftId);
  const made = cells.filter((cell) => cell.playerId !== null);
  expect(made.map((cell) => cell.pickNumber)).toEqual(Array.from({ length: picksMade }, (_, i) => i + 1));
  expect(new Set(made.map((cell) => cell.playerId)).size).toBe(picksMade);
  const row = await draftRow(database.pool, draft.draftId);
  const isOver = picksMade === PICKS;
  expect(row).toMatchObject({
    version: picksMade + (isOver ? 3 : 2),
    currentPick: isOver ? null : picksMade + 1,
  });
  expect(await alarms(database.pool, draft.draftId)).toHaveLength(isOver ? 0 : 1);
}

describe('a manual pick and the clock in the same instant', () => {
  it('make exactly one pick each of 1,000 times, and one clock runs after it', async () => {
    const memory = new DraftMemory();
    const sources = new Map<string, number>();
    for (let run = 0; run < 1_000 / PICKS; run += 1) {
      const draft = await newDraft(database.pool, { teams: TEAMS, rounds: ROUNDS, poolId });
      for (let number = 1; number <= PICKS; number += 1) {
        // Some deadlines lie a moment ahead, so that now the one and now the other comes first.
        await setDeadline(database.pool, draft.draftId, (number % 4) * 0.001);
        const [answer] = await Promise.all([
          manualPick(draft, number, draft.players[399 - number] ?? 0),
          pickByClock(draft, number, memory),
        ]);
        sources.set(answer, (sources.get(answer) ?? 0) + 1);
      }
      await expectSound(draft, PICKS);
      await expectFoldToMatch(database.pool, draft.draftId);
    }
    expect([...sources.keys()].sort()).toEqual(
      ['DEADLINE_PASSED', 'PICK_ALREADY_MADE', 'picked'].filter((key) => sources.has(key)),
    );
    expect(sources.get('picked')).toBeGreaterThan(50);
    expect(1_000 - (sources.get('picked') ?? 0)).toBeGreaterThan(50);
  });

  /** Rings until that cell is filled, as the job of a deadline that is a moment ahead would. */
  async function pickByClock(draft: TestDraft, number: number, memory: DraftMemory): Promise<void> {
    for (;;) {
      await runTimeOut(database.pool, draft.draftId, memory);
      const { currentPick } = await draftRow(database.pool, draft.draftId);
      if (currentPick !== number) return;
    }
  }
});

describe('manual picks that are refused', () => {
  it('and lock the draft across its deadline 1,000 times never prevent the clock from picking', async () => {
    const memory = new DraftMemory();
    for (let run = 0; run < 1_000 / PICKS; run += 1) {
      const draft = await newDraft(database.pool, { teams: TEAMS, rounds: ROUNDS, poolId });
      for (let number = 1; number <= PICKS; number += 1) {
        await setDeadline(database.pool, draft.draftId, -0.001);
        const holder = await database.pool.connect();
        await holder.query('begin');
        await holder.query('select from app_public.drafts where id = $1 for update', [draft.draftId]);
        const ringing = runTimeOut(database.pool, draft.draftId, memory);
        const refused = manualPick(draft, number, draft.players[0] ?? 0);
        await holder.query('rollback');
        holder.release();
        expect(['DEADLINE_PASSED', 'PICK_ALREADY_MADE']).toContain(await refused);
        expect((await ringing).picked.map((pick) => pick.pickNumber)).toEqual([number]);
      }
      await expectSound(draft, PICKS);
    }
  });
});

describe('two processes that time out the same due drafts at once', () => {
  it('pick for each once, wait for no lock, and leave none', async () => {
    const drafts: TestDraft[] = [];
    for (let i = 0; i < 60; i += 1)
      drafts.push(await newDraft(database.pool, { teams: TEAMS, rounds: ROUNDS, poolId }));
    for (let round = 1; round <= 5; round += 1) {
      for (const draft of drafts) await setDeadline(database.pool, draft.draftId, -0.001);
      const rings = await Promise.all(
        [0, 20, 40, 59].map((i) => runTimeOut(database.pool, drafts[i]?.draftId ?? '')),
      );
      // What one had skipped while another held it is picked by the ring of its own job.
      for (const draft of drafts) rings.push(await runTimeOut(database.pool, draft.draftId));
      const picked = rings.flatMap((ring) => ring.picked.map((pick) => pick.draftId));
      expect(picked.sort()).toEqual(drafts.map((draft) => draft.draftId).sort());
      expect(rings.flatMap((ring) => ring.failed)).toEqual([]);
    }
    for (const draft of drafts) await expectSound(draft, 5);
  });
});
