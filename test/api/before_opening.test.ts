import { describe, expect, it } from 'vitest';
import { type Answer, ask, codeOf, fieldOf, tokenFor } from '../support/api.ts';
import { newDraft, openRoster, type TestDraft } from '../support/drafts.ts';
import { testService } from '../support/service.ts';

const { database, api } = testService();

function tokenOfCommissioner({ commissioner }: TestDraft): Promise<string> {
  return tokenFor(commissioner.kind === 'CLOCK' ? '' : (commissioner.userId ?? ''));
}

async function asCommissioner(draft: TestDraft, query: string, variables: object = {}): Promise<Answer> {
  return ask(api.url, query, { draftId: draft.draftId, ...variables }, await tokenOfCommissioner(draft));
}

const CHANGE = `mutation ($draftId: UUID!, $settings: DraftSettingsChangeInput!) {
  changeDraftSettings(draftId: $draftId, settings: $settings) { draft { version } } }`;
const START = 'mutation ($draftId: UUID!) { startDraft(draftId: $draftId) { draft { currentPick } } }';
const SETTINGS = `order { kind } rounds secondsPerPick rosterSlots { name seats positions } tradedPicks { round slot owner }
  keepers { slot playerId round cellSlot } forfeits { round slot }`;

describe('keepers and forfeits through the API', () => {
  it('are given, shown on the board before it opens, read back as they were given, and told when it opens', async () => {
    const draft = await newDraft(database.pool, {
      teams: 2,
      rounds: 2,
      open: false,
      rosterSlots: openRoster(3),
    });
    const playerId = String(draft.players[4]);
    const settings = {
      tradedPicks: [{ round: 1, slot: 1, owner: 2 }],
      keepers: [{ slot: 2, playerId, round: 1, cellSlot: 1 }],
      forfeits: [{ round: 2, slot: 1 }],
    };
    expect((await asCommissioner(draft, CHANGE, { settings })).errors).toEqual([]);
    const SHEET = `query ($draftId: UUID!) { draft(id: $draftId) { ${SHEET_FIELDS} } }`;
    const sheet = await asCommissioner(draft, SHEET);
    expect(sheet.errors).toEqual([]);
    const before = fieldOf<Sheet>(sheet.data, 'draft');
    expect(before.settings).toMatchObject(settings);
    expect(before.board.map(({ player, source, isForfeited }) => [player?.id, source, isForfeited])).toEqual([
      [playerId, 'KEEPER', false],
      [undefined, null, false],
      [undefined, null, false],
      [undefined, null, true],
    ]);
    expect(before.players.nodes).not.toContainEqual({ id: playerId });
    const same = before.settings;
    const again = await asCommissioner(
      draft,
      `mutation ($leagueId: UUID!, $poolId: UUID!, $teamIds: [UUID!]!, $settings: DraftSettingsInput!) {
         createDraft(leagueId: $leagueId, poolId: $poolId, teamIds: $teamIds, settings: $settings) {
           draft { settings { ${SETTINGS} } } } }`,
      { leagueId: draft.leagueId, poolId: draft.poolId, teamIds: draft.teamIds, settings: same },
    );
    expect(again.errors).toEqual([]);
    expect(fieldOf<{ draft: { settings: object } }>(again.data, 'createDraft').draft.settings).toEqual(same);

    const started = await asCommissioner(draft, START);
    expect(fieldOf(started.data, 'startDraft')).toEqual({ draft: { currentPick: 2 } });
    const after = fieldOf<Sheet>((await asCommissioner(draft, SHEET)).data, 'draft');
    expect(after.board.map((cell) => [cell.player?.id, cell.source, cell.isForfeited])).toEqual(
      before.board.map((cell) => [cell.player?.id, cell.source, cell.isForfeited]),
    );
    expect(after.players.nodes).not.toContainEqual({ id: playerId });
    expect(after.events).toContainEqual({
      __typename: 'DraftOpened',
      keepers: [{ pickNumber: 1, teamId: draft.teamIds[1], playerId }],
      forfeits: [4],
    });
  });

  it('are refused with what is wrong', async () => {
    const draft = await newDraft(database.pool, { teams: 2, rounds: 1, poolSize: 100, open: false });
    const keeping = (keeper: object) => asCommissioner(draft, CHANGE, { settings: { keepers: [keeper] } });
    const stranger = await keeping({ slot: 1, playerId: '2147483647', round: 1 });
    expect(codeOf(stranger)).toBe('KEEPER_INVALID');
    expect(codeOf(await keeping({ slot: 1, playerId: draft.players[0], round: 1, cellSlot: 2 }))).toBe(
      'KEEPER_INVALID',
    );
    const forfeits = [1, 2].map((slot) => ({ round: 1, slot }));
    expect(codeOf(await asCommissioner(draft, CHANGE, { settings: { forfeits } }))).toBe('NOTHING_TO_DRAFT');
    const settings = { rounds: 51, rosterSlots: [{ name: 'BN', seats: 51 }] };
    expect(codeOf(await asCommissioner(draft, CHANGE, { settings }))).toBe('POOL_TOO_SMALL');
  });
});

const SHEET_FIELDS = `settings { ${SETTINGS} } players(available: true) { nodes { id } }
  board { player { id } source isForfeited }
  events(after: 1) { __typename ... on DraftOpened { keepers { pickNumber teamId playerId } forfeits } }`;

interface Sheet {
  readonly settings: object;
  readonly board: readonly { player: { id: string } | null; source: string | null; isForfeited: boolean }[];
  readonly players: { readonly nodes: readonly { id: string }[] };
  readonly events: readonly object[];
}
