import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lazyServices } from '../../src/api/lazy_services.ts';
import { type MutationName, mutations } from '../../src/api/schema/mutations/registry.ts';
import { readConfig } from '../../src/config/config.ts';
import { type Actor, NO_CREDENTIAL } from '../../src/database/actor.ts';
import { createPlayerPool } from '../../src/database/players.ts';
import { buildBoard } from '../../src/draft/board.ts';
import { board, draftRow, managerId, newDraft, type TestDraft } from '../support/drafts.ts';
import { expectFoldToMatch } from '../support/events.ts';
import { silentLog } from '../support/silent_log.ts';
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

const { roles, access } = readConfig({});
let database: TestDatabase;
let services: ReturnType<typeof lazyServices>;
beforeAll(async () => {
  database = await createTestDatabase();
  services = lazyServices({
    ...{ directUrl: database.url, readUrl: database.url, apiRole: roles.api, visitorRole: roles.visitor },
    ...{ authSecret: undefined, access, log: silentLog },
  });
});
afterAll(async () => {
  await services.close();
  await database.drop();
});

/** What a mutation of the API answers a person. */
function asPerson(name: MutationName, args: object, userId: string): Promise<Record<string, unknown>> {
  const mutation = mutations.find((one) => one.name === name);
  if (!mutation) throw new Error(`there is no mutation ${name}`);
  const viewer = { userId, isOperator: false };
  return mutation.run(services, args, { viewer, credential: NO_CREDENTIAL });
}

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
    database.pool,
    'The players really taken',
    draft.picks.map((pick, i) => ({
      ...{ rank: i + 1, name: pick.player, positions: [pick.pos ?? 'ANY'], proTeam: null, byeWeek: null },
    })),
  );
  const { teams, rounds } = draft;
  const league = await newDraft(database.pool, { teams, rounds, poolId, open: false });
  const { leagueId, teamIds, players } = league;
  const owners = realOwners(draft);
  const settings = {
    ...{ order: orderOf(draft), rounds, secondsPerPick: 60, tradedPicks: tradedPicksOf(draft) },
    // Trades give some teams more picks than there are rounds.
    rosterSlots: [{ name: 'BN', seats: rounds * 2 }],
    keepers: draft.picks.flatMap(({ round, draft_slot: cellSlot }, i) =>
      isKept[i] ? [{ slot: owners[i], playerId: players[i], round, cellSlot }] : [],
    ),
  };
  const commissioner = userOf(league.commissioner);
  const { draftId } = await asPerson('createDraft', { leagueId, poolId, teamIds, settings }, commissioner);
  await asPerson('startDraft', { draftId }, commissioner);
  return { ...league, draftId: String(draftId) };
}

async function expectToPlay(draft: RealDraft, isKept: readonly boolean[]): Promise<void> {
  const played = await openLike(draft, isKept);
  const { draftId, players } = played;
  const owners = realOwners(draft);
  for (const [i, { pick_no: pickNumber }] of draft.picks.entries()) {
    if (isKept[i]) continue;
    // Only the manager of the team that really picked may: a wrong owner on the board would refuse this.
    const made = { draftId, pickNumber, playerId: players[i] };
    await asPerson('makePick', made, managerId(played, owners[i] ?? 0));
  }
  expect((await draftRow(database.pool, draftId)).state).toBe('COMPLETED');
  const cells = await board(database.pool, draftId);
  expect(cells.map((cell) => cell.slot)).toEqual(draft.picks.map((pick) => pick.draft_slot));
  expect(cells.map((cell) => played.teamIds.indexOf(cell.teamId) + 1)).toEqual(owners);
  expect(cells.map((cell) => cell.playerId)).toEqual(players);
  expect(cells.map((cell) => cell.source === 'KEEPER')).toEqual(isKept);
  await expectFoldToMatch(database.pool, draftId);
}

function userOf(actor: Actor): string {
  if (actor.kind === 'CLOCK' || actor.userId === null) throw new Error('a commissioner is a person');
  return actor.userId;
}
