import { beforeAll, describe, expect, it } from 'vitest';
import { DraftSheetDocument } from '../../client/operations.generated.ts';
import { pauseDraft } from '../../src/database/life_cycle.ts';
import { openDraft } from '../../src/orchestrator/open_draft.ts';
import { ask, tokenFor } from '../support/api.ts';
import { draftRow, managerId, newDraft, newPool, openRoster, type TestDraft } from '../support/drafts.ts';
import { testService } from '../support/service.ts';

const { database, api } = testService();
let poolId: string;
beforeAll(async () => {
  poolId = await newPool(database.pool);
});

/** The data of an answer without errors. */
async function dataOf<T>(query: string, variables: Record<string, unknown>, token?: string): Promise<T> {
  const { data, errors } = await ask(api.url, query, variables, token);
  expect(errors).toEqual([]);
  return data as T;
}

const ON_THE_CLOCK = `query ($d: UUID!) { draft(id: $d) {
  state currentPick remainingSeconds pauseCause
  currentTeam { name } onTheClock { deadline remainingSeconds team { name } pick { pickNumber team { name } } }
} }`;
interface Room {
  state: string;
  currentPick: number | null;
  remainingSeconds: number | null;
  pauseCause: string | null;
  currentTeam: { name: string } | null;
  onTheClock: { deadline: string | null; remainingSeconds: number | null; pick: object; team: object } | null;
}

async function room({ draftId }: TestDraft): Promise<Room> {
  return (await dataOf<{ draft: Room }>(ON_THE_CLOCK, { d: draftId })).draft;
}

const BOARD = `query ($d: UUID!) { draft(id: $d) {
  state board { id pickNumber round slot seconds teamId team { name } player { name } }
} }`;
type Board = { draft: { state: string; board: { id: string; teamId: string; round: number }[] } };

describe('a board that is asked for whole', () => {
  const rich = `board {
    __typename id pickNumber round slot seconds teamId source reason pickedAt strategy
    team { __typename id name manager { __typename id name } } player { __typename id name positions proTeam byeWeek rank }
  }`;

  it('may have as many fields as the cells that the draft has allow, and not those that one can have', async () => {
    const { draftId } = await newDraft(database.pool, { teams: 2, rounds: 3, poolId });
    const { draft } = await dataOf<Board>(`query ($d: UUID!) { draft(id: $d) { state ${rich} } }`, {
      d: draftId,
    });
    expect(draft.board).toHaveLength(6);
    const inText = await dataOf<Board>(`{ draft(id: "${draftId}") { state ${rich} } }`, {});
    expect(inText.draft.board).toHaveLength(6);
    const { errors } = await ask(api.url, `{ drafts(first: 1) { nodes { ${rich} } } }`);
    expect(errors.map(({ extensions }) => extensions?.code)).toEqual(['QUERY_TOO_LARGE']);
    // 64 teams and 100 rounds.
    const slots = 'insert into app_public.draft_slots (draft_id, slot, team_id) select $1, n, t.id';
    const league = '(select league_id from app_public.drafts where id = $1)';
    const teams = `insert into app_public.teams (league_id, name) select ${league}, 'More ' || n from generate_series(3, 64) n`;
    await database.pool.query(teams, [draftId]);
    await database.pool.query(
      `${slots} from generate_series(3, 64) n join app_public.teams t on t.name = 'More ' || n and t.league_id = ${league}`,
      [draftId],
    );
    await database.pool.query('update app_public.draft_settings set rounds = 100 where draft_id = $1', [
      draftId,
    ]);
    const large = await ask(api.url, `query ($d: UUID!) { draft(id: $d) { state ${rich} } }`, { d: draftId });
    expect(large.errors.map(({ extensions }) => extensions?.code)).toEqual(['QUERY_TOO_LARGE']);
  });

  it('of a draft that whoever asks may not see is null, as everything of it', async () => {
    const { draftId } = await newDraft(database.pool, { teams: 2, rounds: 3, poolId });
    await database.pool.query("update app_public.drafts set visibility = 'PRIVATE' where id = $1", [draftId]);
    expect(await dataOf(`query ($d: UUID!) { draft(id: $d) { ${rich} } }`, { d: draftId })).toEqual({
      draft: null,
    });
  });
});

describe('a draft room', () => {
  it('reads everything that it shows first in one request', async () => {
    const draft = await newDraft(database.pool, { teams: 2, rounds: 3, poolId });
    const sheet = await dataOf<{ draft: Record<string, unknown> }>(
      DraftSheetDocument.toString(),
      { draftId: draft.draftId },
      await tokenFor(managerId(draft, 2)),
    );
    expect(sheet.draft).toMatchObject({
      ...{ id: draft.draftId, state: 'IN_PROGRESS', version: 2, currentPick: 1 },
      ...{ remainingSeconds: null, pauseCause: null, myTeam: { id: draft.teamIds[1] } },
      settings: { rounds: 3, rosterSlots: [{ name: 'BN', seats: 3, positions: null }] },
      slots: { nodes: draft.teamIds.map((id) => ({ team: { id } })) },
      board: [1, 2, 3, 4, 5, 6].map((pickNumber) => ({ id: `${draft.draftId}:${pickNumber}`, pickNumber })),
    });
  });

  it('reads who is on the clock and until when; while paused, the time left and the cause', async () => {
    const draft = await newDraft(database.pool, { teams: 2, rounds: 3, poolId, open: false });
    const nothing = {
      currentPick: null,
      remainingSeconds: null,
      pauseCause: null,
      onTheClock: null,
      currentTeam: null,
    };
    expect(await room(draft)).toEqual({ state: 'SCHEDULED', ...nothing });

    await openDraft(database.pool, draft.draftId, draft.commissioner);
    const running = await room(draft);
    const { nextDeadline } = await draftRow(database.pool, draft.draftId);
    expect(new Date(running.onTheClock?.deadline ?? '')).toEqual(nextDeadline);
    const [team, pick] = [{ name: 'Team 1' }, { pickNumber: 1, team: { name: 'Team 1' } }];
    expect(running).toMatchObject({
      ...{
        state: 'IN_PROGRESS',
        currentPick: 1,
        remainingSeconds: null,
        pauseCause: null,
        currentTeam: team,
      },
      onTheClock: { remainingSeconds: null, team, pick },
    });

    await pauseDraft(database.pool, draft.draftId, draft.commissioner);
    const paused = await room(draft);
    const { remainingSeconds } = await draftRow(database.pool, draft.draftId);
    expect(remainingSeconds).toBeGreaterThan(0);
    expect(paused).toMatchObject({
      ...{ state: 'PAUSED', remainingSeconds, pauseCause: 'COMMISSIONER', currentTeam: team },
      onTheClock: { deadline: null, remainingSeconds, team, pick },
    });
  });

  it('shows the board before the draft opens: the cells that it will have, traded ones too', async () => {
    const draft = await newDraft(database.pool, {
      ...{ teams: 3, rounds: 4, poolId, open: false, secondsPerPickByRound: { 2: 5 } },
      order: { kind: 'REVERSAL', fromRound: 3 },
      tradedPicks: [{ round: 2, slot: 1, owner: 3 }],
      rosterSlots: openRoster(5),
    });
    const { draft: planned } = await dataOf<Board>(BOARD, { d: draft.draftId });
    expect([planned.state, planned.board.length]).toEqual(['SCHEDULED', 12]);
    expect(
      planned.board.filter(({ teamId, round }) => round === 2 && teamId === draft.teamIds[2]),
    ).toHaveLength(2);
    await openDraft(database.pool, draft.draftId, draft.commissioner);
    const { draft: opened } = await dataOf<Board>(BOARD, { d: draft.draftId });
    expect(opened.state).toBe('IN_PROGRESS');
    expect(opened.board).toEqual(planned.board);
  });

  it('shows boards of several drafts at once, opened or not', async () => {
    const open = await newDraft(database.pool, { teams: 2, rounds: 1, poolId });
    await newDraft(database.pool, { teams: 2, rounds: 2, poolId, open: false });
    const { drafts } = await dataOf<{ drafts: { nodes: { id: string; board: { id: string }[] }[] } }>(
      '{ drafts(first: 2) { nodes { id board(first: 4) { id } } } }',
      {},
    );
    const sizes = drafts.nodes.map(({ board }) => board.length);
    expect(sizes).toEqual([4, 2]);
    expect(drafts.nodes[1]?.id).toBe(open.draftId);
    for (const { id, board } of drafts.nodes) for (const cell of board) expect(cell.id).toContain(id);
  });
});

describe('me', () => {
  const ME = `{ me { id name isOperator user { name } teams { name } leagues { id } drafts { id } } }`;

  it('is the person who asks, with their teams, leagues and drafts; null without a token', async () => {
    const draft = await newDraft(database.pool, { teams: 2, rounds: 1, poolId });
    const other = await newDraft(database.pool, { teams: 2, rounds: 1, poolId });
    await database.pool.query('update app_public.drafts set visibility = $1 where id = any ($2)', [
      'PRIVATE',
      [draft.draftId, other.draftId],
    ]);
    expect(await dataOf(ME, {})).toEqual({ me: null });
    const id = managerId(draft, 2);
    const mine = { id, name: 'Manager 2', isOperator: false, user: { name: 'Manager 2' } };
    expect(await dataOf(ME, {}, await tokenFor(id))).toEqual({
      me: {
        ...mine,
        teams: [{ name: 'Team 2' }],
        leagues: [{ id: draft.leagueId }],
        drafts: [{ id: draft.draftId }],
      },
    });
    const { commissioner } = draft;
    const runs = commissioner.kind === 'CLOCK' ? null : commissioner.userId;
    expect(await dataOf(ME, {}, await tokenFor(runs ?? '', { isOperator: true }))).toMatchObject({
      me: { name: 'Commissioner', isOperator: true, teams: [], leagues: [{ id: draft.leagueId }] },
    });
  });

  it('lists as many as are asked for, of the states that are asked for', async () => {
    const draft = await newDraft(database.pool, { teams: 1, rounds: 1, poolId });
    const token = await tokenFor(managerId(draft, 1));
    const drafts = (args: string) => dataOf(`{ me { drafts(${args}) { id } } }`, {}, token);
    expect(await drafts('states: [IN_PROGRESS, PAUSED]')).toEqual({
      me: { drafts: [{ id: draft.draftId }] },
    });
    expect(await drafts('states: [COMPLETED]')).toEqual({ me: { drafts: [] } });
    expect(await drafts('first: 0')).toEqual({ me: { drafts: [] } });
    const tooMany = await ask(api.url, '{ me { drafts(first: 501) { id } } }', {}, token);
    expect(tooMany.errors[0]?.message).toContain('first must be from 0 to 500; it is 501');
  });
});
