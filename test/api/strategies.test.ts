import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createUser } from '../../src/database/leagues.ts';
import { setQueue } from '../../src/database/queues.ts';
import { deleteRanking, setRanking } from '../../src/database/rankings.ts';
import { strategies } from '../../src/strategy/registry.ts';
import { ask, tokenFor } from '../support/api.ts';
import { managerId, newDraft, newPool, runTimeOut, setDeadline, type TestDraft } from '../support/drafts.ts';
import { testService } from '../support/service.ts';

const { database, api } = testService();

const SET = `mutation ($d: UUID!, $t: UUID!, $n: String, $o: JSON) {
  setStrategy(draftId: $d, teamId: $t, name: $n, options: $o) { draft { id } } }`;
const SUGGEST = `query ($d: UUID!, $t: UUID!, $c: Int!) {
  suggestPicks(draftId: $d, teamId: $t, count: $c) { player { name } reason } }`;
const PRIVATE = `query ($d: UUID!) { draft(id: $d) {
  settings { strategy strategyOptions }
  teamStrategies { nodes { id teamId strategy options setAt } }
  board { pickNumber strategy reason privateReason }
  events(after: 0, first: 100) { __typename ... on DraftPicked { strategy reason } } } }`;

interface Told {
  readonly draft: {
    readonly teamStrategies: { readonly nodes: readonly Record<string, unknown>[] };
    readonly board: readonly Record<string, unknown>[];
  };
}

const commissionerOf = ({ commissioner }: TestDraft) =>
  commissioner.kind === 'CLOCK' ? '' : (commissioner.userId ?? '');

async function told(text: string, variables: object, token: string | undefined) {
  return ask(api.url, text, { ...variables }, token);
}
const codeOf = (answer: Awaited<ReturnType<typeof told>>) => answer.errors[0]?.extensions?.['code'];

describe('the strategies of the API', () => {
  it('are listed with the schema of their options', async () => {
    const { data } = await told('{ strategies { name description optionsSchema } }', {}, undefined);
    const listed = data?.['strategies'] as { name: string; optionsSchema: { properties: object } }[];
    expect(listed.map(({ name }) => name)).toEqual(strategies().map(({ name }) => name));
    expect(listed[0]?.optionsSchema.properties).toMatchObject({
      caps: { description: expect.any(String), default: {} },
      by: { enum: ['RANK', 'ADP'], default: 'RANK' },
    });
  });

  it('are private to a team: nobody else reads which one it has, nor the private half of a reason, by any path', async () => {
    const draft = await newDraft(database.pool, { teams: 2, rounds: 4 });
    const { draftId, teamIds, players, managers } = draft;
    const own = await tokenFor(managerId(draft, 1));
    const options = { never: [String(players[0])], caps: { QB: 1 } };
    const set = await told(SET, { d: draftId, t: teamIds[0], n: 'standard', o: options }, own);
    expect(set.errors).toEqual([]);
    await setQueue(database.pool, draftId, teamIds[0] ?? '', [players[8] ?? 0], managers[0] ?? expect.fail());
    await setDeadline(database.pool, draftId, -1);
    await runTimeOut(database.pool, draftId);

    const mine = (await told(PRIVATE, { d: draftId }, own)).data as unknown as Told;
    expect(mine.draft.teamStrategies.nodes).toMatchObject([
      { teamId: teamIds[0], strategy: 'standard', options },
    ]);
    expect(mine.draft.board[0]).toMatchObject({
      ...{ strategy: 'from_queue', reason: "From the team's queue: Player 9." },
      privateReason: 'Number 1 of your queue.',
    });

    const operator = await tokenFor(await createUser(database.pool, 'Operator'), { isOperator: true });
    const others = [
      await tokenFor(managerId(draft, 2)),
      await tokenFor(commissionerOf(draft)),
      operator,
      undefined,
    ];
    for (const token of others) {
      const answer = await told(PRIVATE, { d: draftId }, token);
      expect(answer.errors).toEqual([]);
      const theirs = answer.data as unknown as Told;
      expect(theirs.draft.teamStrategies.nodes).toEqual([]);
      expect(theirs.draft.board[0]).toMatchObject({ privateReason: null });
      expect(JSON.stringify(theirs)).not.toMatch(/Number \d|never|"QB"/);
      const suggested = await told(SUGGEST, { d: draftId, t: teamIds[0], c: 3 }, token);
      expect(codeOf(suggested)).toBe(token === undefined ? 'NOT_SIGNED_IN' : 'NOT_YOUR_TEAM');
      expect(JSON.stringify(suggested)).not.toContain('Player');
    }
  });

  it("are the league's where a team has none, and read as they are set", async () => {
    const draft = await newDraft(database.pool, { teams: 2, rounds: 4, open: false });
    const token = await tokenFor(commissionerOf(draft));
    const change = await told(
      `mutation ($d: UUID!, $s: DraftSettingsChangeInput!) { changeDraftSettings(draftId: $d, settings: $s) {
        draft { settings { strategy strategyOptions positionMaximums { position players } } } } }`,
      {
        d: draft.draftId,
        s: {
          ...{ strategy: 'position_plan', strategyOptions: { plan: [['K']] } },
          positionMaximums: [{ position: 'D/ST', players: 2 }],
        },
      },
      token,
    );
    expect(change).toMatchObject({
      data: {
        changeDraftSettings: {
          draft: {
            settings: {
              ...{ strategy: 'position_plan', strategyOptions: { plan: [['K']] } },
              positionMaximums: [{ position: 'DEF', players: 2 }],
            },
          },
        },
      },
    });
  });

  it.each([
    ['a name that does not exist', 'oracle', {}, 'STRATEGY_UNKNOWN'],
    ['options that do not fit', 'standard', { caps: 3 }, 'STRATEGY_OPTIONS_INVALID'],
    ['options that nobody knows', 'from_queue', { mood: 'good' }, 'STRATEGY_OPTIONS_INVALID'],
    ['options that are no object', 'standard', [1], 'INPUT_INVALID'],
    [
      'options without an end',
      'position_plan',
      { plan: Array(100).fill(Array(31).fill('x'.repeat(40))) },
      'STRATEGY_OPTIONS_INVALID',
    ],
  ])('refuse %s', async (_what, name, options, code) => {
    const draft = await newDraft(database.pool, { teams: 2, rounds: 4 });
    const own = await tokenFor(managerId(draft, 1));
    const answer = await told(SET, { d: draft.draftId, t: draft.teamIds[0], n: name, o: options }, own);
    expect(codeOf(answer)).toBe(code);
  });
});

describe('options without the name of a strategy', () => {
  it.each([
    ['of some strategy', { caps: { QB: 1 } }],
    ['that nobody knows', { nonsense: 1 }],
  ])('are refused, and the strategy stays: options %s', async (_what, options) => {
    const { draft, own, mine } = await withPlan();
    const variables = { d: draft.draftId, t: draft.teamIds[0], o: options };
    for (const name of [{}, { n: null }]) {
      const { errors } = await told(SET, { ...variables, ...name }, own);
      expect(errors.map(({ message, extensions }) => [message, extensions?.['numbers']])).toEqual([
        [
          'The input is not usable: options needs a name: say which strategy they are for.',
          { argument: 'options', problem: 'needs a name: say which strategy they are for' },
        ],
      ]);
    }
    expect(await mine()).toMatchObject([{ strategy: 'position_plan', options: { plan: [['K']] } }]);
  });

  it.each([[{}], [{ o: null }], [{ o: {} }]])(
    'are none where nothing is in them, and the strategy is taken back: %o',
    async (given) => {
      const { draft, own, mine } = await withPlan();
      const variables = { d: draft.draftId, t: draft.teamIds[0], ...given };
      expect((await told(SET, variables, own)).errors).toEqual([]);
      expect(await mine()).toEqual([]);
    },
  );

  /** A draft whose first team has a strategy of its own, and what its manager reads of it. */
  async function withPlan() {
    const draft = await newDraft(database.pool, { teams: 2, rounds: 4 });
    const own = await tokenFor(managerId(draft, 1));
    const plan = { d: draft.draftId, t: draft.teamIds[0], n: 'position_plan', o: { plan: [['K']] } };
    expect((await told(SET, plan, own)).errors).toEqual([]);
    const mine = async () => {
      const { data } = await told(PRIVATE, { d: draft.draftId }, own);
      return (data as unknown as Told).draft.teamStrategies.nodes;
    };
    return { draft, own, mine };
  }
});

const NO_RANKING = '3f0c2a52-8f5e-4a0e-9d67-0c1f6f1b2d11';

describe('options of a strategy that name what is not there', () => {
  it.each([
    ['position_plan', { plan: [['rb'], ['XX']] }, 'plan: nobody in the pool plays "XX"; it has '],
    ['standard', { caps: { QB: 1, FOO: 2 } }, 'caps: nobody in the pool plays "FOO"; it has '],
    ['standard', { caps: { DEF: 1, 'D/ST': 2 } }, 'caps: "DEF" and "D/ST" are one position; name it once'],
    ['standard', { never: [999_999_999] }, 'never: the pool has no player 999999999'],
    ['best_available', { never: ['999999998'] }, 'never: the pool has no player 999999998'],
    ['standard', { never: [Number.MAX_SAFE_INTEGER] }, 'never: the pool has no player 9007199254740991'],
  ])('are refused: %s %o', async (name, options, problem) => {
    const draft = await newDraft(database.pool, { teams: 2, rounds: 4 });
    const own = await tokenFor(managerId(draft, 1));
    const { errors } = await told(SET, { d: draft.draftId, t: draft.teamIds[0], n: name, o: options }, own);
    expect(errors.map(({ extensions }) => extensions)).toMatchObject([
      {
        ...{ code: 'STRATEGY_OPTIONS_INVALID' },
        numbers: { strategy: name, problem: expect.stringContaining(problem) },
      },
    ]);
  });

  it.each([
    ['position_plan', { plan: [['GOALIE']] }, 'plan: nobody in the pool plays "GOALIE"; it has '],
    ['standard', { caps: { FOO: 2 } }, 'caps: nobody in the pool plays "FOO"; it has '],
    ['standard', { caps: { K: 1, pk: 2 } }, 'caps: "K" and "pk" are one position; name it once'],
    ['from_ranking', { ranking: NO_RANKING }, `ranking: nobody has a ranking ${NO_RANKING} of this pool`],
    ['standard', { never: [999_999_999] }, 'never: the pool has no player 999999999'],
  ])(
    'are refused of a league as well, of a new draft and later: %s %o',
    async (strategy, strategyOptions, problem) => {
      const draft = await newDraft(database.pool, { teams: 2, rounds: 4 });
      const { draftId, leagueId, poolId, teamIds } = draft;
      const token = await tokenFor(commissionerOf(draft));
      const settings = {
        ...{ order: { kind: 'SNAKE' }, rounds: 4, secondsPerPick: 60, strategy },
        rosterSlots: [{ name: 'BN', seats: 4 }],
      };
      const create = (options: object) =>
        told(
          `mutation ($l: UUID!, $p: UUID!, $t: [UUID!]!, $s: DraftSettingsInput!) {
          createDraft(leagueId: $l, poolId: $p, teamIds: $t, settings: $s) { draft { id } } }`,
          { l: leagueId, p: poolId, t: teamIds, s: { ...settings, strategyOptions: options } },
          token,
        );
      const change = (given: object) =>
        told(
          `mutation ($d: UUID!, $s: DraftSettingsChangeInput!) {
          changeDraftSettings(draftId: $d, settings: $s) { draft { id } } }`,
          { d: draftId, s: given },
          token,
        );
      for (const { errors } of [await create(strategyOptions), await change({ strategy, strategyOptions })]) {
        expect(errors.map(({ extensions }) => extensions)).toMatchObject([
          {
            code: 'STRATEGY_OPTIONS_INVALID',
            numbers: { strategy, problem: expect.stringContaining(problem) },
          },
        ]);
      }
      expect((await create({})).errors).toEqual([]);
      // Options that were accepted before keep nobody from changing something else.
      await database.pool.query(
        'update app_public.draft_settings set strategy = $2, strategy_options = $3 where draft_id = $1',
        [draftId, strategy, strategyOptions],
      );
      expect((await change({ secondsPerPick: 30 })).errors).toEqual([]);
    },
  );

  it("are refused of a ranking that is not the manager's for the pool, and stay where it is gone", async () => {
    const draft = await newDraft(database.pool, { teams: 2, rounds: 4 });
    const { draftId, poolId, teamIds, players, managers } = draft;
    const [mine = expect.fail(), other = expect.fail()] = managers;
    const own = await tokenFor(managerId(draft, 1));
    const set = (options: object) => told(SET, { d: draftId, t: teamIds[0], n: 'standard', o: options }, own);
    const written = (of: typeof mine, pool = poolId, ids = players) =>
      setRanking(database.pool, { poolId: pool, name: 'Mine', playerIds: ids.slice(0, 2) }, of);
    const elsewhere = await newDraft(database.pool, { teams: 2, rounds: 4 });
    const rankings = [
      ...[randomUUID(), await written(other)],
      await written(mine, elsewhere.poolId, elsewhere.players),
    ];
    for (const ranking of rankings) expect(codeOf(await set({ ranking }))).toBe('STRATEGY_OPTIONS_INVALID');
    const ranking = await written(mine);
    expect((await set({ ranking })).errors).toEqual([]);
    await deleteRanking(database.pool, ranking, mine);
    expect((await set({ ranking })).errors).toEqual([]);
    expect(codeOf(await set({ ranking, caps: { QB: 1 } }))).toBe('STRATEGY_OPTIONS_INVALID');
    expect((await set({ ranking: null })).errors).toEqual([]);
  });
});

describe('suggestions', () => {
  it('are whom the service would take next and then, each with the whole reason, for a team that is not on the clock too', async () => {
    const draft = await newDraft(database.pool, { teams: 2, rounds: 4 });
    const { draftId, teamIds, players, managers } = draft;
    await setQueue(database.pool, draftId, teamIds[1] ?? '', [players[8] ?? 0], managers[1] ?? expect.fail());
    const token = await tokenFor(managerId(draft, 2));
    const { data } = await told(SUGGEST, { d: draftId, t: teamIds[1], c: 3 }, token);
    expect(data?.['suggestPicks']).toEqual([
      { player: { name: 'Player 9' }, reason: "From the team's queue: Player 9. Number 1 of your queue." },
      { player: { name: 'Player 1' }, reason: 'The best player left for the team: Player 1 (rank 1).' },
      { player: { name: 'Player 2' }, reason: 'The best player left for the team: Player 2 (rank 2).' },
    ]);
    expect(codeOf(await told(SUGGEST, { d: draftId, t: teamIds[1], c: 21 }, token))).toBe('INPUT_INVALID');
    await setDeadline(database.pool, draftId, -1);
    await runTimeOut(database.pool, draftId);
    const after = await told(SUGGEST, { d: draftId, t: teamIds[1], c: 2 }, token);
    expect(JSON.stringify(after.data)).not.toContain('Player 1"');
  });

  it('are for the commissioner where a team has no manager, and for nobody else', async () => {
    const draft = await newDraft(database.pool, { teams: 2, rounds: 2 });
    const asked = { d: draft.draftId, t: draft.teamIds[1], c: 1 };
    const [manager, commissioner] = [
      await tokenFor(managerId(draft, 1)),
      await tokenFor(commissionerOf(draft)),
    ];
    const refused = async (token: string) =>
      (await told(SUGGEST, asked, token)).errors.map(({ message }) => message);
    expect(await refused(commissioner)).toEqual([
      expect.stringMatching(/^This team is drafted for by somebody else/),
    ]);
    await database.pool.query(
      'update app_public.teams set manager_id = null, manager_since = null where id = $1',
      [draft.teamIds[1]],
    );
    expect((await told(SUGGEST, asked, commissioner)).data?.['suggestPicks']).toEqual([
      { player: { name: 'Player 1' }, reason: expect.stringContaining('Player 1') },
    ]);
    // What is asked for beside them is answered all the same.
    const page = await told(SUGGEST.replace(/\}$/, ' databaseTime }'), asked, manager);
    expect(page.data).toEqual({ suggestPicks: null, databaseTime: expect.any(String) });
    expect(await refused(manager)).toEqual([
      expect.stringMatching(/^Nobody drafts for this team yet, so this is nobody’s to do\./),
    ]);
  });

  it('are fewer where fewer players are left, and refused before there is a board', async () => {
    const poolId = await newPool(database.pool, 2, ['K']);
    const draft = await newDraft(database.pool, { poolId, teams: 2, rounds: 1, open: false });
    const token = await tokenFor(managerId(draft, 1));
    const asked = { d: draft.draftId, t: draft.teamIds[0], c: 20 };
    expect(codeOf(await told(SUGGEST, asked, token))).toBe('DRAFT_NOT_IN_PROGRESS');
    await told(
      'mutation ($d: UUID!) { startDraft(draftId: $d) { draft { id } } }',
      { d: draft.draftId },
      await tokenFor(commissionerOf(draft)),
    );
    expect((await told(SUGGEST, asked, token)).data?.['suggestPicks']).toHaveLength(2);
  });
});

describe('the status of a player', () => {
  it('is shown with the player, and told by nobody but operators where the pool is for all', async () => {
    const draft = await newDraft(database.pool, { open: false });
    const text = `mutation ($p: UUID!, $i: ID!, $n: String) { setPlayerStatus(poolId: $p, playerId: $i, status: OUT, note: $n) {
      player { name status { id status note since } pool { statusVersion statuses { nodes { playerId } } } } } }`;
    const asked = { p: draft.poolId, i: draft.players[0], n: '  ankle ' };
    const operator = await tokenFor(await createUser(database.pool, 'Operator'), { isOperator: true });
    expect(codeOf(await told(text, asked, await tokenFor(commissionerOf(draft))))).toBe('NOT_YOUR_POOL');
    expect(codeOf(await told(text, { ...asked, n: 'two\nlines' }, operator))).toBe('TEXT_INVALID');
    expect((await told(text, asked, operator)).data).toMatchObject({
      setPlayerStatus: {
        player: {
          ...{ name: 'Player 1', status: { status: 'OUT', note: 'ankle', since: expect.any(String) } },
          pool: { statusVersion: 1, statuses: { nodes: [{ playerId: String(draft.players[0]) }] } },
        },
      },
    });
  });
});
