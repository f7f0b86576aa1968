import { readFileSync } from 'node:fs';
import { buildSchema, isInputObjectType, isObjectType } from 'graphql';
import { describe, expect, it } from 'vitest';
import { applyPick } from '../../src/database/picks.ts';
import { setRanking } from '../../src/database/rankings.ts';
import { newExampleSource } from '../security/mutation_examples.ts';
import { ask, fieldOf, tokenFor } from '../support/api.ts';
import { managerId, newDraft, userIdOf } from '../support/drafts.ts';
import { testService } from '../support/service.ts';

const { database, api } = testService();

interface Page {
  readonly players: { nodes: { rank: number }[]; pageInfo: { endCursor: string; hasNextPage: boolean } };
}

it('the next page of free players begins after the last one, whoever was drafted meanwhile', async () => {
  const { draftId, players, commissioner } = await newDraft(database.pool, { teams: 2, rounds: 3 });
  const page = async (after: string | null, filter = '') => {
    const query = `query ($d: UUID!, $c: Cursor) { draft(id: $d) {
      players(first: 5, after: $c, available: true ${filter}) { nodes { rank } pageInfo { endCursor hasNextPage } }
    } }`;
    const { data, errors } = await ask(api.url, query, { d: draftId, c: after });
    expect(errors).toEqual([]);
    return fieldOf<Page>(data, 'draft').players;
  };
  const first = await page(null);
  expect(first.nodes.map(({ rank }) => rank)).toEqual([1, 2, 3, 4, 5]);
  for (const pickNumber of [1, 2]) {
    const playerId = players[pickNumber - 1] ?? 0;
    await applyPick(database.pool, { kind: 'MANUAL', draftId, pickNumber, playerId, actor: commissioner });
  }
  const second = await page(first.pageInfo.endCursor);
  expect(second.nodes.map(({ rank }) => rank)).toEqual([6, 7, 8, 9, 10]);
  expect(second.pageInfo.hasNextPage).toBe(true);
  const backs = await page(null, 'positions: ["rb"]');
  expect(backs.nodes.map(({ rank }) => rank)).toEqual([3, 8, 11, 13, 18]);
});

describe('a list', () => {
  const list = async (condition: unknown, more: Record<string, unknown> = {}) => {
    const query = `query ($c: DraftCondition, $o: [DraftOrderBy!], $a: Cursor, $b: Cursor) {
      drafts(first: 50, condition: $c, orderBy: $o, after: $a, before: $b) { nodes { id state } }
    }`;
    const variables = { c: condition, o: ['NATURAL'], ...more };
    return ask(api.url, query, variables);
  };

  it('is not filtered by null where each row has a value', async () => {
    const { draftId } = await newDraft(database.pool, { teams: 2, rounds: 2 });
    const found = async (condition: unknown) => {
      const { data, errors } = await list(condition);
      expect(errors).toEqual([]);
      return fieldOf<{ nodes: { id: string }[] }>(data, 'drafts').nodes.map(({ id }) => id);
    };
    expect(await found({ state: null, id: draftId })).toEqual([draftId]);
    expect(await found({ states: null, id: draftId })).toEqual([draftId]);
  });

  it('comes in its natural order where the order is null, as where nothing is said', async () => {
    for (let made = 0; made < 5; made += 1) await newDraft(database.pool, { teams: 2, rounds: 2 });
    const idsOf = async (query: string, variables = {}) => {
      const { data, errors } = await ask(api.url, query, variables);
      expect(errors).toEqual([]);
      return fieldOf<{ nodes: { id: string }[] }>(data, 'drafts').nodes.map(({ id }) => id);
    };
    const byVariable = 'query ($o: [DraftOrderBy!]) { drafts(first: 4, orderBy: $o) { nodes { id } } }';
    const newest = await idsOf('{ drafts(first: 4, orderBy: [CREATED_AT_DESC]) { nodes { id } } }');
    expect(await idsOf('{ drafts(first: 4, orderBy: null) { nodes { id } } }')).toEqual(newest);
    for (const variables of [{}, { o: null }, { o: ['NATURAL'] }])
      expect(await idsOf(byVariable, variables), JSON.stringify(variables)).toEqual(newest);
    const last =
      'query ($o: [DraftOrderBy!]) { drafts(last: 4, orderBy: $o) { nodes { id } pageInfo { endCursor } } }';
    expect(await idsOf(last, { o: null })).toEqual(await idsOf(last));
  });

  it('refuses a cursor of another order, and both ends at once, by the argument that is wrong', async () => {
    for (let made = 0; made < 2; made += 1) await newDraft(database.pool, { teams: 2, rounds: 2 });
    const { data } = await ask(api.url, '{ drafts(first: 1) { pageInfo { endCursor } } }');
    const cursor = fieldOf<{ pageInfo: { endCursor: string } }>(data, 'drafts').pageInfo.endCursor;
    const query = (page: string) => `{ drafts(${page}) { nodes { id } } }`;
    const { draftId } = await newDraft(database.pool, { teams: 2, rounds: 2 });
    const ofPicks = `{ draft(id: "${draftId}") { picks(first: 1, after: "${cursor}") { nodes { id } } } }`;
    const refused = [
      ['after', query(`first: 1, after: "${cursor}", orderBy: [STARTS_AT_ASC]`), 'cursor of another order'],
      ['before', query(`last: 1, before: "${cursor}", orderBy: [ID_DESC]`), 'cursor of another order'],
      ['after', ofPicks, 'another list'],
      ['offset', query('last: 1, offset: 1'), 'counts from the beginning'],
      ['last', query('first: 1, last: 1'), 'another end'],
    ] as const;
    for (const [argument, text, problem] of refused) {
      const { errors } = await ask(api.url, text);
      expect(errors, text).toEqual([
        expect.objectContaining({
          message: expect.stringMatching(new RegExp(`^The input is not usable: ${argument} .*${problem}`)),
          extensions: expect.objectContaining({
            code: 'INPUT_INVALID',
            numbers: { argument, problem: expect.stringContaining(problem) },
          }),
        }),
      ]);
    }
  });

  it.each([
    ['orderBy', { o: [] }],
    ['after', { a: 'nonsense' }],
    ['before', { b: 'e30=' }],
  ])('refuses a value of %s that says nothing, by its name', async (argument, variables) => {
    const { errors } = await list(null, variables);
    expect(errors.map(({ extensions }) => [extensions?.code, extensions?.numbers?.['argument']])).toEqual([
      ['INPUT_INVALID', argument],
    ]);
  });
});

describe('a search by name', () => {
  const schema = buildSchema(readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8'));
  const hasField = (type: unknown, field: string) =>
    (isObjectType(type) || isInputObjectType(type)) && Object.hasOwn(type.getFields(), field);

  it('is a condition of every list of what has a name', () => {
    const named = Object.values(schema.getTypeMap())
      .filter(isInputObjectType)
      .filter(({ name }) => name.endsWith('Condition'))
      .filter(({ name }) => hasField(schema.getType(name.replace(/Condition$/, '')), 'name'));
    expect(named.length).toBeGreaterThan(6);
    expect(named.filter((type) => !hasField(type, 'search')).map(({ name }) => name)).toEqual([]);
  });

  it('finds whatever contains the text, whatever its capitals and accents, and nothing by a text that is in no name', async () => {
    const draft = await newDraft(database.pool, {
      teams: 2,
      rounds: 2,
      poolSize: 40,
      name: 'Šarić Memorial',
    });
    const { leagueId, poolId, managers, players, commissioner } = draft;
    const manager = managers[0];
    if (!manager) throw new Error('The draft has no manager');
    await setRanking(database.pool, { poolId, name: 'Šleepers', playerIds: players.slice(0, 3) }, manager);
    await newExampleSource(database.pool, leagueId, commissioner);
    const commissionerId = userIdOf(commissioner) ?? '';
    const found = async (list: string, search: string | null, who = commissionerId) => {
      const text = search === null ? 'null' : JSON.stringify(search);
      const query = list.replace('?', `condition: { search: ${text} }, first: 50`);
      const { data, errors } = await ask(api.url, `{ ${query} }`, {}, await tokenFor(who));
      expect(errors).toEqual([]);
      return [...JSON.stringify(data).matchAll(/"name":"(.*?)"/g)].map(([, name]) => name);
    };
    const lists: readonly (readonly [
      list: string,
      search: string,
      names: readonly string[],
      who?: string,
    ])[] = [
      [`playerPool(id: "${poolId}") { players(?) { nodes { name } } }`, 'yer 20', ['Player 20']],
      ['drafts(?) { nodes { name } }', 'SARIC mem', ['Šarić Memorial']],
      [`league(id: "${leagueId}") { teams(?) { nodes { name } } }`, 'TEAM 2', ['Team 2']],
      [`league(id: "${leagueId}") { sources(?) { nodes { name } } }`, 'their', ['Their system']],
      ['rankings(?) { nodes { name } }', 'sleep', ['Šleepers'], managerId(draft, 1)],
    ];
    for (const [list, search, names, who] of lists) {
      expect(await found(list, search, who), list).toEqual(names);
      const all = await found(list, null, who);
      expect(all, list).toEqual(expect.arrayContaining([...names]));
      expect(await found(list, '', who), list).toEqual(all);
      for (const nothing of [' ', '.', "'", '\u2019', ' - ', '_', '%', '\u200b'])
        expect(await found(list, nothing, who), `${list} "${nothing}"`).toEqual(all);
      for (const none of ['xyz', 'e%', '%a', '\u{1f525}'])
        expect(await found(list, none, who), `${list} ${none}`).toEqual([]);
    }
    for (const [list, search, name] of [
      ['leagues(?) { nodes { name } }', 'leag', 'League'],
      ['playerPools(?) { nodes { name } }', 'made-UP', 'Made-up players'],
    ] as const) {
      expect(await found(list, search)).toContain(name);
      for (const nothing of [' ', '.']) expect(await found(list, nothing)).toContain(name);
    }
  });

  it('of the players left finds all of them by a text with nothing in it to search for', async () => {
    const { draftId } = await newDraft(database.pool, { teams: 2, rounds: 2, poolSize: 20 });
    const found = async (search: string | null) => {
      const query = 'query ($d: UUID!, $s: String) { draft(id: $d) { players(search: $s) { totalCount } } }';
      const { data, errors } = await ask(api.url, query, { d: draftId, s: search });
      expect(errors).toEqual([]);
      return fieldOf<{ players: { totalCount: number } }>(data, 'draft').players.totalCount;
    };
    for (const nothing of [null, '', ' ', '.', "'", '\u2019', '%', '\u2013'])
      expect([nothing, await found(nothing)]).toEqual([nothing, 20]);
    expect(await found('player 1')).toBe(11);
    expect(await found('xyz')).toBe(0);
  });

  it('goes with positions', async () => {
    const { poolId } = await newDraft(database.pool, { teams: 2, rounds: 2 });
    const query = `{ playerPool(id: "${poolId}") {
      players(condition: { search: "player 1", positions: ["k"] }, first: 50) { nodes { name } } } }`;
    const { data, errors } = await ask(api.url, query);
    expect(errors).toEqual([]);
    const { players } = fieldOf<{ players: { nodes: { name: string }[] } }>(data, 'playerPool');
    expect(players.nodes.map(({ name }) => name).slice(0, 3)).toEqual([
      'Player 19',
      'Player 109',
      'Player 119',
    ]);
  });
});
