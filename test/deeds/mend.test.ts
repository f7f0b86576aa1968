import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { correctPick, rollBack, swapPicks } from '../../src/database/deeds.ts';
import { cancelDraft, pauseDraft } from '../../src/database/life_cycle.ts';
import { applyPick, skipPick } from '../../src/database/picks.ts';
import type { RosterSlot } from '../../src/draft/roster_slots.ts';
import { board, draftRow, newDraft, type TestDraft } from '../support/drafts.ts';
import { events, expectFoldToMatch } from '../support/events.ts';
import { refusal } from '../support/refusal.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';
import { managerOf, pickBy } from '../support/time.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

/** A snake of two teams and three rounds with so many picks made: the best players in order. */
async function played(picks: number, rosterSlots?: RosterSlot[]): Promise<TestDraft> {
  const draft = await newDraft(database.pool, { teams: 2, rounds: 3, ...(rosterSlots && { rosterSlots }) });
  for (let pick = 1; pick <= picks; pick += 1)
    await pickBy(database.pool, draft, managerOf(draft, [1, 2, 2, 1, 1, 2][pick - 1] ?? 1), pick, pick);
  return draft;
}

const correct = (
  { draftId, players, commissioner: actor }: TestDraft,
  pickNumber: number,
  rank: number,
  version: number | null = null,
) =>
  correctPick(database.pool, draftId, { pickNumber, playerId: players[rank - 1] ?? 0, version }, { actor });

const swap = (
  { draftId, commissioner: actor }: TestDraft,
  pickNumber: number,
  otherPickNumber: number,
  version: number,
) =>
  swapPicks(database.pool, draftId, { pickNumber, otherPickNumber, version }, { actor, note: 'As agreed' });

/** The ranks of the players of a board, by pick number; 0: open. */
async function ranks({ draftId, players }: TestDraft): Promise<number[]> {
  const cells = await board(database.pool, draftId);
  return cells.map(({ playerId }) => (playerId === null ? 0 : players.indexOf(playerId) + 1));
}

const version = async ({ draftId }: TestDraft) => (await draftRow(database.pool, draftId)).version;

/** Positions of made-up players by rank: RB, WR, RB, WR, QB, TE, WR, RB, K, DEF, and again. */
const ONE_QB: RosterSlot[] = [
  { name: 'QB', seats: 1, positions: ['QB'] },
  { name: 'FLEX', seats: 2, positions: ['RB', 'WR', 'TE'] },
];

describe('a corrected pick', () => {
  it('has the other player, and later picks and the clock stay as they are', async () => {
    const draft = await played(3);
    const before = await draftRow(database.pool, draft.draftId);
    await correct(draft, 1, 9);
    expect(await ranks(draft)).toEqual([9, 2, 3, 0, 0, 0]);
    const { at: _, version: next, ...after } = await draftRow(database.pool, draft.draftId);
    expect({ ...after, version: before.version + 1 }).toEqual({ ...after, version: next });
    expect([after.nextDeadline, after.jobId]).toEqual([before.nextDeadline, before.jobId]);
    const [cell] = await board(database.pool, draft.draftId);
    expect(cell).toMatchObject({ source: 'COMMISSIONER', strategy: null, reason: null });
    await expectFoldToMatch(database.pool, draft.draftId);
    // Whom it gave up can be drafted again.
    await pickBy(database.pool, draft, managerOf(draft, 1), 4, 1);
    await expectFoldToMatch(database.pool, draft.draftId);
  });

  it('is answered as it is where it has the player already, and changes nothing', async () => {
    const draft = await played(2);
    const made = await version(draft);
    expect(await correct(draft, 1, 1)).toBe(made);
    const corrected = await correct(draft, 1, 5);
    expect(await correct(draft, 1, 5, made)).toBe(corrected);
    expect(
      (await events(database.pool, draft.draftId)).filter(({ kind }) => kind === 'PICK_CORRECTED'),
    ).toHaveLength(1);
  });

  it('is refused for a player who is taken, who is not in the pool, and for a cell that is open', async () => {
    const draft = await played(2);
    expect(await refusal(correct(draft, 1, 2))).toMatchObject({
      ...{ code: 'PLAYER_TAKEN', numbers: { pickNumber: 2 } },
      message: expect.stringContaining('pick number: 2'),
    });
    const other = await newDraft(database.pool);
    const { draftId, commissioner: actor } = draft;
    const strange = { pickNumber: 1, playerId: other.players[0] ?? 0 };
    expect((await refusal(correctPick(database.pool, draftId, strange, { actor }))).code).toBe(
      'PLAYER_NOT_IN_POOL',
    );
    expect((await refusal(correct(draft, 3, 7))).code).toBe('PICK_OPEN');
    expect((await refusal(correct(draft, 7, 7))).code).toBe('PICK_NOT_FOUND');
  });

  it('is judged by the roster without the former player, also a full one', async () => {
    // Slot 1 has the quarterback 5, and picks 1, 4 and 5.
    const draft = await newDraft(database.pool, { teams: 2, rounds: 3, rosterSlots: ONE_QB });
    for (const [pick, slot, rank] of [
      [1, 1, 5],
      [2, 2, 2],
      [3, 2, 3],
      [4, 1, 4],
      [5, 1, 1],
    ] as const)
      await pickBy(database.pool, draft, managerOf(draft, slot), pick, rank);
    expect(await refusal(correct(draft, 4, 15))).toMatchObject({
      ...{ code: 'PLAYER_DOES_NOT_FIT', numbers: { pickNumber: 4 } },
      message: expect.stringContaining('pick number: 4'),
    });
    await correct(draft, 1, 15);
    await correct(draft, 4, 6);
    expect(await ranks(draft)).toEqual([15, 2, 3, 6, 1, 0]);
    await expectFoldToMatch(database.pool, draft.draftId);
  });

  it('is refused with a stale version only where the pick itself changed since', async () => {
    const draft = await played(2);
    const seen = await version(draft);
    await pickBy(database.pool, draft, managerOf(draft, 2), 3, 3);
    await correct(draft, 2, 12);
    await correct(draft, 1, 11, seen);
    expect((await refusal(correct(draft, 2, 13, seen))).code).toBe('STALE_VERSION');
    expect((await refusal(correct(draft, 2, 13, 99))).code).toBe('STALE_VERSION');
  });

  it('may be of a completed draft, which stays completed, and of a paused one; not of one that was cancelled', async () => {
    const draft = await played(6);
    await correct(draft, 6, 20);
    expect((await draftRow(database.pool, draft.draftId)).state).toBe('COMPLETED');
    await expectFoldToMatch(database.pool, draft.draftId);
    const paused = await played(1);
    await pauseDraft(database.pool, paused.draftId, paused.commissioner);
    await correct(paused, 1, 20);
    await expectFoldToMatch(database.pool, paused.draftId);
    await cancelDraft(database.pool, paused.draftId, paused.commissioner);
    expect((await refusal(correct(paused, 1, 21))).code).toBe('BOARD_CLOSED');
  });

  it('stays a keeper where it was one; a forfeited one has nobody', async () => {
    const draft = await newDraft(database.pool, {
      ...{
        teams: 2,
        rounds: 2,
        keepers: [{ slot: 1, round: 1, rank: 9 }],
        forfeits: [{ round: 1, slot: 2 }],
      },
    });
    await correct(draft, 1, 8);
    expect((await board(database.pool, draft.draftId))[0]?.source).toBe('KEEPER');
    expect((await refusal(correct(draft, 2, 7))).code).toBe('PICK_FORFEITED');
    await expectFoldToMatch(database.pool, draft.draftId);
  });
});

describe('two picks that swap their players', () => {
  it('do so at once, and two corrections cannot', async () => {
    const draft = await played(3);
    expect((await refusal(correct(draft, 1, 2))).code).toBe('PLAYER_TAKEN');
    const seen = await version(draft);
    const swapped = await swap(draft, 1, 2, seen);
    expect(await ranks(draft)).toEqual([2, 1, 3, 0, 0, 0]);
    expect((await events(database.pool, draft.draftId)).at(-1)).toMatchObject({
      kind: 'PICKS_SWAPPED',
      data: { pickNumber: 1, otherPickNumber: 2, playerId: draft.players[1], note: 'As agreed' },
    });
    await expectFoldToMatch(database.pool, draft.draftId);
    // Sent twice it is done once; decided on anew it is done again.
    expect(await swap(draft, 1, 2, seen)).toBe(swapped);
    expect(await ranks(draft)).toEqual([2, 1, 3, 0, 0, 0]);
    expect((await refusal(swap(draft, 2, 3, seen))).code).toBe('STALE_VERSION');
    await swap(draft, 1, 2, swapped);
    expect(await ranks(draft)).toEqual([1, 2, 3, 0, 0, 0]);
  });

  it('must both fit the rosters that they come to', async () => {
    const draft = await newDraft(database.pool, { teams: 2, rounds: 3, rosterSlots: ONE_QB });
    for (const [pick, slot, rank] of [
      [1, 1, 5],
      [2, 2, 15],
      [3, 2, 3],
      [4, 1, 4],
    ] as const)
      await pickBy(database.pool, draft, managerOf(draft, slot), pick, rank);
    expect(await refusal(swap(draft, 2, 4, await version(draft)))).toMatchObject({
      ...{ code: 'PLAYER_DOES_NOT_FIT', numbers: { pickNumber: 4 } },
    });
    await swap(draft, 1, 2, await version(draft));
    expect(await ranks(draft)).toEqual([15, 5, 3, 4, 0, 0]);
    await expectFoldToMatch(database.pool, draft.draftId);
  });

  it('must both be made; one with itself is answered as it is, where the version is one that the draft has', async () => {
    const draft = await played(2);
    const seen = await version(draft);
    expect((await refusal(swap(draft, 1, 4, seen))).code).toBe('PICK_OPEN');
    expect(await swap(draft, 1, 1, seen)).toBe(seen);
    expect((await refusal(swap(draft, 1, 1, 999))).code).toBe('STALE_VERSION');
  });
});

describe('the pick of a rollback that was corrected before', () => {
  it('is undone with the player it has', async () => {
    const draft = await played(2);
    await correct(draft, 2, 9);
    const decided = { toPick: null, version: await version(draft) };
    await rollBack(database.pool, draft.draftId, decided, { actor: draft.commissioner });
    expect(await ranks(draft)).toEqual([1, 0, 0, 0, 0, 0]);
    expect((await events(database.pool, draft.draftId)).at(-1)).toMatchObject({
      data: { undone: [{ pickNumber: 2, playerId: draft.players[8] }] },
    });
    await expectFoldToMatch(database.pool, draft.draftId);
  });
});

describe('a pick for another team', () => {
  it('is told with what the commissioner says to it, also where it makes a skipped one up; a manager says nothing', async () => {
    const draft = await newDraft(database.pool, { teams: 2, rounds: 3, time: { atZero: 'SKIP' } });
    const { draftId, players, commissioner } = draft;
    const pick = (pickNumber: number, actor = commissioner) =>
      applyPick(database.pool, {
        ...{ kind: 'MANUAL' as const, draftId, pickNumber, actor, note: 'She called me' },
        playerId: players[pickNumber - 1] ?? 0,
      });
    expect(await refusal(pick(1, managerOf(draft, 1)))).toMatchObject({ code: 'NOT_COMMISSIONER' });
    await skipPick(database.pool, draftId, 1, commissioner);
    await pick(2);
    await pick(1);
    const told = (await events(database.pool, draftId)).filter(({ kind }) => kind === 'PICKED');
    expect(told.map(({ data }) => data)).toEqual([
      expect.objectContaining({ pickNumber: 2, note: 'She called me' }),
      expect.objectContaining({ pickNumber: 1, madeUp: true, note: 'She called me' }),
    ]);
    await expectFoldToMatch(database.pool, draftId);
  });
});
