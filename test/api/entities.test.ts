import { readFileSync } from 'node:fs';
import { buildSchema, type GraphQLObjectType, getNamedType, isInputObjectType, isObjectType } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Api, ask, fieldOf, startApi, tokenFor } from '../support/api.ts';
import { managerId, newDraft, newPool } from '../support/drafts.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';

const schema = buildSchema(readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8'));

/** Everything that is reached from a draft or from the root and stands for one thing, so that two answers may speak of it. */
function entities(): GraphQLObjectType[] {
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  return Object.values(schema.getTypeMap()).filter(
    (type): type is GraphQLObjectType =>
      isObjectType(type) &&
      !roots.includes(type) &&
      !type.name.startsWith('__') &&
      // Events are numbered and never change; lists, answers and parts of an entity have nothing of their own to change.
      type.getInterfaces().length === 0 &&
      !/(Connection|Edge|Payload|PageInfo)$/.test(type.name) &&
      !PARTS.includes(type.name),
  );
}
/** Parts of the settings of a draft: answered as they are given. */
const PARTS_OF_SETTINGS = [
  ...['DraftOrder', 'RoundClock', 'RosterSlot', 'TradedPick', 'Keeper', 'ForfeitedPick'],
  ...['QuietHours', 'QuietWindow', 'PositionMaximum'],
];
/** Parts of the status of the service: read anew each time. */
const PARTS_OF_STATUS = [
  ...['ServiceStatus', 'ServiceFigure', 'ServiceProblem', 'ServiceWorker', 'OverdueDraft', 'FailingDraft'],
];
const PARTS = [
  ...PARTS_OF_SETTINGS,
  ...PARTS_OF_STATUS,
  ...['KeptPick', 'TimePreset', 'Strategy', 'PickSuggestion', 'Preview', 'GivenWord', 'Need'],
  ...['DraftCompany', 'DraftMoment', 'DraftMomentCell', 'DraftReaction'],
  ...['RollBackPreview', 'TeamTime', 'TradedCell', 'UndonePick'],
  ...[
    ...['DraftNumbers', 'MinuteNumbers', 'Numbers', 'RoundNumbers', 'SourceNumbers'],
    'FoundColumn',
    'MatchedPlayer',
    'PoolPreview',
    'PreviewedPlayer',
    'RankingPreview',
    'RejectedRow',
    'UnmatchedRow',
  ],
];

describe('the types of the API', () => {
  it('that stand for one thing have an id by which caches know it', () => {
    const found = entities();
    expect(found.map(({ name }) => name)).toEqual([
      ...[
        'AuditEntry',
        'DeadLetter',
        'Delivery',
        'Draft',
        'DraftSettings',
        'DraftSlot',
        'Endpoint',
        'Invitation',
        'League',
        'Me',
        'Message',
        'OnTheClock',
        'Pick',
        'Player',
      ],
      ...['PlayerPool', 'PlayerStatus', 'QueueEntry', 'Ranking', 'Source', 'Team', 'TeamStrategy', 'User'],
    ]);
    for (const type of found) expect(`${type.name} ${type.getFields()['id']?.type}`).toBe(`${type.name} ID!`);
  });

  it('that are lists hold no nulls', () => {
    const lists = Object.values(schema.getTypeMap())
      .filter(isObjectType)
      .flatMap((type) =>
        Object.values(type.getFields()).map((field) => `${type.name}.${field.name}: ${field.type}`),
      );
    expect(lists.filter((line) => /\[\w+\]/.test(line))).toEqual([]);
    expect(lists.filter((line) => /Connection\.nodes/.test(line)).length).toBeGreaterThan(8);
  });

  it('have no field named after a foreign key', () => {
    const names = Object.values(schema.getTypeMap())
      .filter(isObjectType)
      .flatMap((type) => Object.keys(type.getFields()));
    expect(names.filter((name) => /By[A-Z]\w*Id$/.test(name))).toEqual([]);
  });

  it('that take a player take the id that a player has', () => {
    const { Mutation } = schema.getTypeMap();
    const args = isObjectType(Mutation)
      ? Object.values(Mutation.getFields()).flatMap(({ args }) => args)
      : [];
    const inputs = Object.values(schema.getTypeMap())
      .filter(isInputObjectType)
      .flatMap((type) => Object.values(type.getFields()));
    const players = [...args, ...inputs].filter(({ name }) => /^playerIds?$/.test(name));
    expect(players.length).toBeGreaterThan(3);
    for (const { type } of players) expect(getNamedType(type).name).toBe('ID');
  });

  it('answer the settings of a draft under the names under which they are given', () => {
    const [given, answered] = [schema.getType('DraftSettingsInput'), schema.getType('DraftSettings')];
    if (!isInputObjectType(given) || !isObjectType(answered)) throw new Error('they are gone');
    const names = (type: typeof given | typeof answered) => Object.keys(type.getFields());
    expect(names(answered).filter((name) => !['id', 'draft', 'draftId'].includes(name))).toEqual(
      names(given),
    );
    const shapeOf = (name: string) => {
      const type = schema.getType(name);
      if (!isInputObjectType(type) && !isObjectType(type)) throw new Error(`${name} is gone`);
      return Object.values(type.getFields()).map((field) =>
        `${field.name}: ${field.type}`.replace(/Input\b/, ''),
      );
    };
    for (const part of PARTS_OF_SETTINGS) {
      expect(shapeOf(part), part).toEqual(shapeOf(`${part}Input`));
    }
  });
});

describe('lists', () => {
  let database: TestDatabase;
  let api: Api;
  beforeAll(async () => {
    database = await createTestDatabase();
    api = await startApi(database.url);
  });
  afterAll(async () => {
    api.program.child.kill('SIGTERM');
    await api.program.ended();
    await database.drop();
  });

  async function dataOf<T>(query: string, variables: object = {}, token?: string): Promise<T> {
    const { data, errors } = await ask(api.url, query, { ...variables }, token);
    expect(errors).toEqual([]);
    return data as T;
  }

  it('of teams come as they were created, which is the draft order that they are fed back as', async () => {
    const draft = await newDraft(database.pool);
    const token = await tokenFor(managerId(draft, 1));
    const names = Array.from({ length: 20 }, (_, i) => `Team ${(i * 7) % 20}`);
    const created = await dataOf(
      'mutation ($t: [NewTeamInput!]!) { createLeague(name: "L", teams: $t) { league { id teams { nodes { name } } } } }',
      { t: names.map((name) => ({ name })) },
      token,
    );
    type Created = { league: { id: string; teams: { nodes: { name: string }[] } } };
    const { league } = fieldOf<Created>(created as Record<string, unknown>, 'createLeague');
    expect(league.teams.nodes.map(({ name }) => name)).toEqual(names);
    const page = await dataOf<{ league: Created['league'] }>(
      'query ($l: UUID!) { league(id: $l) { id teams(first: 5, offset: 3) { nodes { name } } } }',
      { l: league.id },
      token,
    );
    expect(page.league.teams.nodes.map(({ name }) => name)).toEqual(names.slice(3, 8));
  });

  it('of leagues, drafts and pools have the newest first, page by page, or another order', async () => {
    const drafts = [];
    for (const rounds of [1, 2, 3])
      drafts.push(await newDraft(database.pool, { teams: 1, rounds, poolSize: 5 }));
    const newest = drafts.toReversed().map(({ draftId }) => draftId);
    const page = (after: string | null) =>
      dataOf<{ drafts: { nodes: { id: string }[]; pageInfo: { endCursor: string } } }>(
        'query ($c: Cursor) { drafts(first: 2, after: $c) { nodes { id } pageInfo { endCursor } } }',
        { c: after },
      );
    const first = await page(null);
    const second = await page(first.drafts.pageInfo.endCursor);
    expect([...first.drafts.nodes, ...second.drafts.nodes].slice(0, 3).map(({ id }) => id)).toEqual(newest);
    const ids = {
      leagues: drafts.map(({ leagueId }) => leagueId),
      playerPools: drafts.map(({ poolId }) => poolId),
    };
    for (const [list, listed] of Object.entries(ids)) {
      const { [list]: found } = await dataOf<Record<string, { nodes: { id: string }[] }>>(
        `{ ${list}(first: 3) { nodes { id } } }`,
      );
      expect(
        found?.nodes.map(({ id }) => id),
        list,
      ).toEqual(listed.toReversed());
    }
    const oldest = await dataOf<{ drafts: { nodes: { id: string }[] } }>(
      '{ drafts(orderBy: CREATED_AT_DESC, first: 1) { nodes { id } } }',
    );
    expect(oldest.drafts.nodes).toEqual([{ id: newest[0] }]);
  });

  it('are filtered by state, by a part of a name, and by several positions', async () => {
    const { draftId, leagueId } = await newDraft(database.pool, { teams: 1, rounds: 1, poolSize: 10 });
    await newDraft(database.pool, { teams: 1, rounds: 1, poolSize: 10, open: false });
    const nodes = async (list: string) =>
      (await dataOf<Record<'found', { nodes: unknown[] }>>(`{ found: ${list} }`)).found.nodes;
    const running = await nodes('drafts(condition: { states: [IN_PROGRESS, PAUSED] }) { nodes { state } }');
    expect(new Set(running.map((found) => JSON.stringify(found)))).toEqual(
      new Set(['{"state":"IN_PROGRESS"}']),
    );
    expect(await nodes(`drafts(condition: { state: COMPLETED }) { nodes { id } }`)).toEqual([]);
    const mine = `drafts(condition: { leagueId: "${leagueId}", visibility: PUBLIC, states: null }) { nodes { id } }`;
    expect(await nodes(mine)).toEqual([{ id: draftId }]);
    expect((await nodes('leagues(condition: { search: "EAGU" }) { nodes { id } }')).length).toBeGreaterThan(
      1,
    );
    expect(await nodes('leagues(condition: { search: "EA%U" }) { nodes { id } }')).toEqual([]);
    expect(await nodes('playerPools(condition: { search: "nothing" }) { nodes { id } }')).toEqual([]);

    const players = async (args: string) => {
      const { draft } = await dataOf<{
        draft: { players: { totalCount: number; nodes: { positions: string[] }[] } };
      }>(`{ draft(id: "${draftId}") { players(${args}) { totalCount nodes { positions } } } }`);
      return [draft.players.totalCount, draft.players.nodes.flatMap(({ positions }) => positions).join(' ')];
    };
    expect(await players('positions: ["qb", "TE", "K"]')).toEqual([3, 'QB TE K']);
    expect(await players('positions: ["QB", "RB"], position: "RB", first: 1')).toEqual([3, 'RB']);
    expect(await players('positions: null, position: "K"')).toEqual([1, 'K']);
    const poolId = await newPool(database.pool, 20);
    const { playerPool } = await dataOf<{ playerPool: { players: { totalCount: number } } }>(
      `{ playerPool(id: "${poolId}") { players(condition: { positions: ["K", "DEF"] }) { totalCount } } }`,
    );
    expect(playerPool.players.totalCount).toBe(4);
  });
});

describe('the settings of a draft', () => {
  it('can be sent back as they are read, and make the same draft', async () => {
    const database = await createTestDatabase();
    const api = await startApi(database.url);
    const draft = await newDraft(database.pool, { teams: 2, rounds: 3 });
    const { commissioner } = draft;
    const token = await tokenFor(commissioner.kind === 'CLOCK' ? '' : (commissioner.userId ?? ''));
    const READ = `settings {
      order { kind fromRound rounds } rounds secondsPerPick secondsPerPickByRound { round seconds }
      rosterSlots { name seats positions } tradedPicks { round slot owner } startsAt visibility
    }`;
    const create = async (settings: unknown) => {
      const { data, errors } = await ask(
        api.url,
        `mutation ($l: UUID!, $p: UUID!, $t: [UUID!]!, $s: DraftSettingsInput!) {
          createDraft(leagueId: $l, poolId: $p, teamIds: $t, settings: $s) { draft { ${READ} } } }`,
        { l: draft.leagueId, p: draft.poolId, t: draft.teamIds, s: settings },
        token,
      );
      expect(errors).toEqual([]);
      return (data as { createDraft: { draft: { settings: object } } }).createDraft.draft.settings;
    };
    const custom = {
      kind: 'CUSTOM',
      rounds: [
        [1, 2],
        [2, 1],
        [1, 2],
      ],
    };
    for (const order of [{ kind: 'SNAKE' }, { kind: 'REVERSAL', fromRound: 3 }, custom]) {
      const given = {
        ...{ order, rounds: 3, secondsPerPick: 60, secondsPerPickByRound: [{ round: 2, seconds: 30.5 }] },
        rosterSlots: [
          { name: 'FLEX', seats: 2 },
          { name: 'BN', seats: 4 },
          { name: 'X', seats: 1, positions: ['K'] },
        ],
        tradedPicks: [{ round: 1, slot: 1, owner: 2 }],
        ...{ startsAt: '2027-09-01T20:00:00+02:00', visibility: 'PUBLIC' },
      };
      const read = await create(given);
      expect(read).toMatchObject({
        ...{ order, rounds: 3, secondsPerPick: 60, secondsPerPickByRound: given.secondsPerPickByRound },
        ...{
          tradedPicks: given.tradedPicks,
          visibility: 'PUBLIC',
          startsAt: '2027-09-01T18:00:00.000000+00:00',
        },
        rosterSlots: [
          { name: 'FLEX', seats: 2, positions: ['RB', 'WR', 'TE'] },
          { name: 'BN', seats: 4, positions: null },
          { name: 'X', seats: 1, positions: ['K'] },
        ],
      });
      expect(await create(read)).toEqual(read);
    }
    api.program.child.kill('SIGTERM');
    await api.program.ended();
    await database.drop();
  });
});
