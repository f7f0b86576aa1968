import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unobserved } from '../../bench/seed.ts';
import { applyPick } from '../../src/database/picks.ts';
import type { Queryable } from '../../src/database/queryable.ts';
import { setQueue } from '../../src/database/queues.ts';
import { DraftMemory } from '../../src/orchestrator/draft_memory.ts';
import { DeadlinePicker } from '../../src/worker/deadline_picker.ts';
import { board, draftRow, newDraft, setDeadline, type TestDraft } from '../support/drafts.ts';
import { eventKinds, expectFoldToMatch } from '../support/events.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

/** A picker, the functions of the database it has called, and what it told. */
function newBell() {
  const called: string[] = [];
  const failed: string[] = [];
  const db: Queryable = {
    query(text, values) {
      called.push(/app_private\.(\w+)/.exec(text)?.[1] ?? text);
      return database.pool.query(text, values);
    },
  };
  const observer = { ...unobserved, failed: (draftId: string) => failed.push(draftId) };
  const picker = new DeadlinePicker(db, { memory: new DraftMemory(), observer }, (error) =>
    expect.unreachable(String(error)),
  );
  return { picker, called, failed };
}

async function dueDraft(): Promise<TestDraft> {
  const draft = await newDraft(database.pool, { teams: 2, rounds: 4 });
  await setDeadline(database.pool, draft.draftId, -0.05);
  return draft;
}

const playersOf = async (draft: TestDraft) =>
  (await board(database.pool, draft.draftId)).flatMap(({ playerId }) =>
    playerId === null ? [] : [playerId],
  );

describe('the deadline picker', () => {
  it('reads nothing at the deadline, for a draft it has prepared and for the picks after it', async () => {
    const draft = await dueDraft();
    const { picker, called } = newBell();
    await picker.prepare([draft.draftId]);
    for (let pick = 1; pick <= 8; pick += 1) {
      await setDeadline(database.pool, draft.draftId, -0.05);
      called.length = 0;
      const { done, next } = await picker.ring([draft.draftId]);
      expect(done).toEqual([draft.draftId]);
      expect(next).toHaveLength(pick === 8 ? 0 : 1);
      expect(called).toEqual(['apply_choices']);
    }
    expect(await draftRow(database.pool, draft.draftId)).toMatchObject({ state: 'COMPLETED' });
    await expectFoldToMatch(database.pool, draft.draftId);
  });

  it('reads a draft that is not in memory, and leaves one alone whose clock runs', async () => {
    const [due, running] = [await dueDraft(), await newDraft(database.pool)];
    const { picker, called } = newBell();
    const { done, next } = await picker.ring([due.draftId, running.draftId]);
    expect(done).toEqual([due.draftId]);
    const { nextDeadline } = await draftRow(database.pool, running.draftId);
    expect(next).toContainEqual({ key: running.draftId, at: (nextDeadline?.getTime() ?? 0) + 1 });
    expect(called).toEqual(['read_contexts', 'read_pool', 'apply_choices']);
    expect(await eventKinds(database.pool, running.draftId)).not.toContain('PICKED');
  });

  it('leaves a draft in overtime alone, in memory or not, and picks for the others', async () => {
    const waiting = await newDraft(database.pool, { teams: 2, rounds: 4, time: { atZero: 'WAIT' } });
    await setDeadline(database.pool, waiting.draftId, -0.05);
    const { picker } = newBell();
    expect(await picker.ring([waiting.draftId])).toMatchObject({ done: [waiting.draftId], next: [] });
    expect((await eventKinds(database.pool, waiting.draftId)).at(-1)).toBe('CLOCK_RAN_OUT');
    for (const isPrepared of [false, true]) {
      const due = await dueDraft();
      if (isPrepared) await picker.prepare([waiting.draftId]);
      const { done, next } = await picker.ring([waiting.draftId, due.draftId]);
      expect(done).toEqual([due.draftId]);
      expect(next).toHaveLength(1);
    }
    expect((await eventKinds(database.pool, waiting.draftId)).at(-1)).toBe('CLOCK_RAN_OUT');
  });

  it('chooses anew when the queue was replaced after it had read the draft', async () => {
    const draft = await dueDraft();
    const { picker } = newBell();
    await picker.prepare([draft.draftId]);
    const queued = draft.players[7] ?? 0;
    const [teamId = ''] = draft.teamIds;
    const manager = draft.managers[0] ?? expect.fail();
    await setQueue(database.pool, draft.draftId, teamId, [queued], manager);
    expect((await picker.ring([draft.draftId])).done).toEqual([draft.draftId]);
    expect(await playersOf(draft)).toEqual([queued]);
  });

  it('chooses anew when somebody picked after it had read the draft', async () => {
    const draft = await newDraft(database.pool, { teams: 2, rounds: 4 });
    const { picker } = newBell();
    await picker.prepare([draft.draftId]);
    // Whom the clock would have taken.
    const [best = 0] = draft.players;
    await applyPick(database.pool, {
      kind: 'MANUAL',
      draftId: draft.draftId,
      pickNumber: 1,
      playerId: best,
      actor: draft.commissioner,
    });
    await setDeadline(database.pool, draft.draftId, -0.05);
    expect((await picker.ring([draft.draftId])).done).toEqual([draft.draftId]);
    expect(await playersOf(draft)).toHaveLength(2);
    await expectFoldToMatch(database.pool, draft.draftId);
  });

  it('answers which drafts are locked, and does not retry one that is gone', async () => {
    const [held, gone, free] = [await dueDraft(), await dueDraft(), await dueDraft()];
    const ids = [held, gone, free].map(({ draftId }) => draftId);
    const { picker } = newBell();
    await picker.prepare(ids);
    await database.pool.query('delete from app_public.drafts where id = $1', [gone.draftId]);
    const holder = await database.pool.connect();
    await holder.query('begin');
    await holder.query('select from app_public.drafts where id = $1 for update', [held.draftId]);
    expect(await picker.ring(ids)).toMatchObject({ done: [free.draftId], held: [held.draftId] });
    await holder.query('rollback');
    holder.release();
    await picker.settled();
  });

  it('does not delay other drafts for those that fail, and leaves these alone until the failure is recorded', async () => {
    const [bad, good] = [await dueDraft(), await dueDraft()];
    await database.pool.query(
      `update app_public.draft_settings set limit_positions = '{-1}', limit_players = '{0}' where draft_id = $1`,
      [bad.draftId],
    );
    const { picker, failed, called } = newBell();
    await picker.prepare([bad.draftId, good.draftId]);
    expect((await picker.ring([bad.draftId, good.draftId])).done).toEqual([good.draftId]);
    called.length = 0;
    expect(await picker.ring([bad.draftId])).toEqual({ done: [], next: [], held: [], hasWritten: false });
    expect(called).toEqual([]);
    await picker.settled();
    expect(failed).toEqual([bad.draftId]);
    expect(await draftRow(database.pool, bad.draftId)).toMatchObject({ attemptCount: 1 });
  });
});
