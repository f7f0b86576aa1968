import { describe, expect, it } from 'vitest';
import type { Actor } from '../../src/database/actor.ts';
import { createPlayerPool } from '../../src/database/players.ts';
import { buildBoard } from '../../src/draft/board.ts';
import { ask, tokenFor } from '../support/api.ts';
import { board, draftRow, managerId, newDraft, type TestDraft } from '../support/drafts.ts';
import { expectFoldToMatch } from '../support/events.ts';
import { type TestService, testService } from '../support/service.ts';
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

let service: TestService;

const CREATE_DRAFT = `mutation ($leagueId: UUID!, $poolId: UUID!, $teamIds: [UUID!]!, $settings: DraftSettingsInput!) {
  createDraft(leagueId: $leagueId, poolId: $poolId, teamIds: $teamIds, settings: $settings) { draft { id } }
}`;
const START_DRAFT = 'mutation ($draftId: UUID!) { startDraft(draftId: $draftId) { __typename } }';
const MAKE_PICK = `mutation ($draftId: UUID!, $pickNumber: Int!, $playerId: ID!) {
  makePick(draftId: $draftId, pickNumber: $pickNumber, playerId: $playerId) { __typename }
}`;

/** What a mutation of the API answers a person. */
async function asPerson(
  mutation: string,
  variables: Record<string, unknown>,
  userId: string,
): Promise<Record<string, unknown>> {
  const answer = await ask(service.api.url, mutation, variables, await tokenFor(userId));
  if (!answer.data || answer.errors.length > 0) throw new Error(JSON.stringify(answer.errors));
  return answer.data;
}

/** The slot that really made each pick, by pick number. */
function realOwners(draft: RealDraft): number[] {
  return draft.picks.map((pick) =>
    pick.owner === undefined ? (pick.draft_slot ?? 0) : slotOfOwner(draft, pick.owner),
  );
}

describe.skipIf(folder === undefined)('real drafts (skipped where REAL_DATA_DIR is not set)', () => {
  service = testService();

  it('are there, and those with skipped picks are the ones that are played by the clock', () => {
    expect(playable.length).toBeGreaterThan(0);
    expect(drafts.filter(hasSkippedPicks).map((draft) => draft.id)).toEqual(WITH_SKIPPED_PICKS);
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
    '%s: plays through the mutations of the API, each pick by the team that really made it',
    async (_, draft) =>
      expectToPlay(
        draft,
        draft.picks.map(({ is_keeper: isKept }) => isKept === true),
      ),
  );

  it.each(playable.filter(({ traded }) => traded.length > 0).map((draft) => [draft.id, draft] as const))(
    '%s: ends with the same board where each team keeps whom it really took last',
    async (_, draft) => {
      const owners = realOwners(draft);
      await expectToPlay(
        draft,
        owners.map((owner, i) => owners.lastIndexOf(owner) === i),
      );
    },
  );
});

/** A league with the teams and players of a real draft, and that draft, opened; the picks that are marked are keepers. */
async function openLike(draft: RealDraft, isKept: readonly boolean[]): Promise<TestDraft> {
  const poolId = await createPlayerPool(
    service.database.pool,
    'The players really taken',
    draft.picks.map((pick, i) => ({
      ...{ rank: i + 1, name: pick.player, positions: [pick.pos ?? 'ANY'], proTeam: null, byeWeek: null },
    })),
  );
  const { teams, rounds } = draft;
  const league = await newDraft(service.database.pool, { teams, rounds, poolId, open: false });
  const { leagueId, teamIds, players } = league;
  const owners = realOwners(draft);
  const settings = {
    ...{ order: orderOf(draft), rounds, secondsPerPick: 60, tradedPicks: tradedPicksOf(draft) },
    // Trades give some teams more picks than there are rounds.
    rosterSlots: [{ name: 'BN', seats: rounds * 2 }],
    keepers: draft.picks.flatMap(({ round, draft_slot: cellSlot }, i) =>
      isKept[i] ? [{ slot: owners[i], playerId: String(players[i]), round, cellSlot }] : [],
    ),
  };
  const commissioner = userOf(league.commissioner);
  const { createDraft } = await asPerson(CREATE_DRAFT, { leagueId, poolId, teamIds, settings }, commissioner);
  const draftId = (createDraft as { draft: { id: string } }).draft.id;
  await asPerson(START_DRAFT, { draftId }, commissioner);
  return { ...league, draftId };
}

async function expectToPlay(draft: RealDraft, isKept: readonly boolean[]): Promise<void> {
  const played = await openLike(draft, isKept);
  const { draftId, players } = played;
  const owners = realOwners(draft);
  for (const [i, { pick_no: pickNumber }] of draft.picks.entries()) {
    if (isKept[i]) continue;
    // Only the manager of the team that really picked may: a wrong owner on the board would refuse this.
    const made = { draftId, pickNumber, playerId: String(players[i]) };
    await asPerson(MAKE_PICK, made, managerId(played, owners[i] ?? 0));
  }
  expect((await draftRow(service.database.pool, draftId)).state).toBe('COMPLETED');
  const cells = await board(service.database.pool, draftId);
  expect(cells.map((cell) => cell.slot)).toEqual(draft.picks.map((pick) => pick.draft_slot));
  expect(cells.map((cell) => played.teamIds.indexOf(cell.teamId) + 1)).toEqual(owners);
  expect(cells.map((cell) => cell.playerId)).toEqual(players);
  expect(cells.map((cell) => cell.source === 'KEEPER')).toEqual(isKept);
  await expectFoldToMatch(service.database.pool, draftId);
}

function userOf(actor: Actor): string {
  if (actor.kind === 'CLOCK' || actor.userId === null) throw new Error('a commissioner is a person');
  return actor.userId;
}
