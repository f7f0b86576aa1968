import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { applyPick } from '../../src/database/picks.ts';
import { createPlayerPool } from '../../src/database/players.ts';
import { buildBoard } from '../../src/draft/board.ts';
import { board, draftRow, newDraft, openRoster } from '../support/drafts.ts';
import { expectFoldToMatch } from '../support/events.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';
import {
  hasSkippedPicks,
  orderOf,
  type RealDraft,
  readRealDrafts,
  slotOfOwner,
  tradedPicksOf,
} from './real_drafts.ts';

const folder = process.env['REAL_DATA_DIR'];
const drafts = folder === undefined ? [] : readRealDrafts(folder);
/** These went on without a pick that was made up later, or never: skipped_picks.test.ts plays them by the clock. */
const WITH_SKIPPED_PICKS = ['mfl-65443-DIVISION00', 'mfl-65443-DIVISION04'];
const playable = drafts.filter((draft) => !hasSkippedPicks(draft));

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

/** The slot that really made each pick, by pick number. */
function realOwners(draft: RealDraft): number[] {
  return draft.picks.map((pick) =>
    pick.owner === undefined ? (pick.draft_slot ?? 0) : slotOfOwner(draft, pick.owner),
  );
}

describe.skipIf(folder === undefined)('real drafts (skipped where REAL_DATA_DIR is not set)', () => {
  it('are there, and those with skipped picks are the ones that are played by the clock', () => {
    expect(playable.length).toBeGreaterThan(0);
    const skipped = drafts.filter(hasSkippedPicks).map((draft) => draft.id);
    expect(skipped.filter((id) => id.startsWith('mfl-65443'))).toEqual(WITH_SKIPPED_PICKS);
  });

  it.each(drafts.map((draft) => [draft.id, draft] as const))(
    '%s: the board has its slots and owners',
    (_, draft) => {
      const cells = buildBoard(
        {
          order: orderOf(draft),
          rounds: draft.rounds,
          secondsPerPick: 60,
          secondsPerPickByRound: {},
          tradedPicks: tradedPicksOf(draft),
        },
        draft.teams,
      );
      expect(cells.map((cell) => cell.slot)).toEqual(draft.picks.map((pick) => pick.draft_slot));
      expect(cells.map((cell) => cell.owner)).toEqual(realOwners(draft));
    },
  );

  it.each(playable.map((draft) => [draft.id, draft] as const))(
    '%s: plays through apply_picks',
    async (_, draft) => {
      const poolId = await createPlayerPool(
        database.pool,
        'The players really taken',
        draft.picks.map((pick, i) => ({
          rank: i + 1,
          name: pick.player,
          positions: [pick.pos ?? 'ANY'],
          proTeam: null,
          byeWeek: null,
        })),
      );
      const played = await newDraft(database.pool, {
        teams: draft.teams,
        rounds: draft.rounds,
        order: orderOf(draft),
        tradedPicks: tradedPicksOf(draft),
        // Trades give some teams more picks than there are rounds.
        rosterSlots: openRoster(draft.rounds * 2),
        poolId,
      });
      const owners = realOwners(draft);
      for (const [i, pick] of draft.picks.entries()) {
        // Only the manager of the team that really picked may: a wrong owner on the board would refuse this.
        const manager = played.managers[(owners[i] ?? 0) - 1];
        if (!manager) throw new Error(`pick ${pick.pick_no} has no owner`);
        const judged = await applyPick(database.pool, {
          kind: 'MANUAL',
          draftId: played.draftId,
          pickNumber: pick.pick_no,
          playerId: played.players[i] ?? 0,
          actor: manager,
        });
        expect(judged.outcome).toBe('picked');
      }
      expect((await draftRow(database.pool, played.draftId)).state).toBe('COMPLETED');
      const cells = await board(database.pool, played.draftId);
      expect(cells.map((cell) => cell.slot)).toEqual(draft.picks.map((pick) => pick.draft_slot));
      expect(cells.map((cell) => played.teamIds.indexOf(cell.teamId) + 1)).toEqual(owners);
      await expectFoldToMatch(database.pool, played.draftId);
    },
  );
});
