import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { createLeague, createUser } from '../../src/database/leagues.ts';
import { importPlayers } from '../../src/players/import_players.ts';
import { ask, tokenFor } from '../support/api.ts';
import { newPool, userActor } from '../support/drafts.ts';
import { testService } from '../support/service.ts';

const { database, api } = testService({ DRAFTS_PER_HOUR: '1000', MUTATIONS_PER_MINUTE: '100000' });
const CASES = join(import.meta.dirname, '..', 'fixtures', 'cases');
const SETTINGS = {
  ...{ order: { kind: 'SNAKE' }, rounds: 1, secondsPerPick: 60, visibility: 'PRIVATE' },
  rosterSlots: [{ name: 'BN', seats: 1 }],
};
const PREVIEW = `mutation ($c: String!, $m: [ImportColumnInput!]) { previewPool(csv: $c, columns: $m) {
  format columns { column header } unused rankedBy report playerCount players { rank name positions proTeam byeWeek }
  rejectedCount rejected { line reason } problem } }`;
const IMPORT = `mutation ($n: String!, $c: String!, $s: Boolean, $f: Boolean) {
  importPool(name: $n, csv: $c, skipRejected: $s, forAll: $f) { pool { id name ownerId players { totalCount } } playerCount rejectedCount } }`;
const CREATE = `mutation ($n: String!, $p: [NewPlayerInput!]!) { createPool(name: $n, players: $p) {
  pool { id players(first: 3) { nodes { rank name positions adp } } } } }`;
const DELETE = 'mutation ($p: UUID!) { deletePool(poolId: $p) { poolId } }';
const CREATE_DRAFT = `mutation ($l: UUID!, $p: UUID!, $t: [UUID!]!, $s: DraftSettingsInput!) {
  createDraft(leagueId: $l, poolId: $p, teamIds: $t, settings: $s) { draft { id } } }`;
const SEEN = `query ($p: UUID!) { playerPool(id: $p) { name players(first: 1) { nodes { name } totalCount } }
  playerPools(condition: {search: "Secret"}) { totalCount } }`;

interface Person {
  readonly id: string;
  readonly token: string;
}
let owner: Person;
let stranger: Person;
let operator: Person;
beforeAll(async () => {
  const person = async (name: string, isOperator = false) => {
    const id = await createUser(database.pool, name);
    return { id, token: await tokenFor(id, { isOperator }) };
  };
  [owner, stranger] = [await person('Owner'), await person('Stranger')];
  operator = await person('Operator', true);
});

async function answer(query: string, variables: Record<string, unknown>, person?: Person) {
  const { data, errors, status } = await ask(api.url, query, variables, person?.token);
  const [first] = errors;
  return { data, status, code: first?.extensions?.code ?? null, message: first?.message ?? '' };
}

// biome-ignore lint/suspicious/noExplicitAny: answers of many shapes, each compared whole
const dataOf = async (query: string, variables: Record<string, unknown>, person?: Person): Promise<any> => {
  const { data, code, message } = await answer(query, variables, person);
  expect({ code, message }).toEqual({ code: null, message: '' });
  return data;
};

const importSecret = async (text = 'name,pos\nAnn,QB\nBob,RB\n') =>
  (await dataOf(IMPORT, { n: 'Secret', c: text }, owner)).importPool.pool.id as string;

async function leagueOf({ id }: Person, managerId: string | null = null) {
  const db = database.pool;
  const leagueId = await createLeague(db, { name: 'L', teams: [{ name: 'T', managerId }] }, userActor(id));
  const { rows } = await db.query<{ id: string }>('select id from app_public.teams where league_id = $1', [
    leagueId,
  ]);
  return { l: leagueId, t: rows.map((row) => row.id), s: SETTINGS };
}

describe('a text that is previewed', () => {
  it.each([
    'underdog.csv',
    'semicolon_excel_de.csv',
    'r_na.csv',
    'dst_three_names.csv',
    'sleeper_twins.json',
  ])('is read as the command reads the file: %s', async (name) => {
    const file = join(CASES, name);
    const imported = await importPlayers(database.pool, { file, name: 'By command' });
    const { previewPool } = await dataOf(PREVIEW, { c: readFileSync(file, 'utf8') }, owner);
    const withoutEncoding = (lines: readonly string[]) =>
      lines.filter((line) => !line.startsWith('Encoding'));
    expect(withoutEncoding(previewPool.report)).toEqual(withoutEncoding(imported.report));
    expect(previewPool).toMatchObject({ playerCount: imported.players, rejectedCount: 0, problem: null });
    expect(previewPool.players).toHaveLength(Math.min(20, imported.players));
  });

  it('says what was read as what, what was rejected, and why', async () => {
    const text = 'RK;Who;POS;Bye;Age\n2;Ann;D/ST;7;30\n1;Bob;WR1;soon;20\n3;;QB;;\n';
    const { previewPool } = await dataOf(PREVIEW, { c: text, m: [{ column: 'NAME', header: 'who' }] }, owner);
    expect(previewPool).toMatchObject({
      format: 'CSV with semicolons, header in line 1',
      columns: [
        { column: 'RANK', header: 'RK' },
        { column: 'NAME', header: 'Who' },
        { column: 'POSITIONS', header: 'POS' },
        { column: 'BYE', header: 'Bye' },
      ],
      unused: ['"Age"'],
      rankedBy: 'RK',
      playerCount: 1,
      players: [{ rank: 1, name: 'Ann', positions: ['DEF'], proTeam: null, byeWeek: 7 }],
      rejectedCount: 2,
      rejected: [
        { line: 3, reason: 'the bye is not a week' },
        { line: 4, reason: 'there is no name' },
      ],
      problem: null,
    });
  });

  it.each([
    ['nothing', '', 'The file is empty'],
    ['a web page', '<!doctype html><table></table>', 'web page'],
    ['no table of players', 'a,b\n1,2\n', 'has no header line'],
    ['no text', '\u0000\u0001\u0002\u0003\u0004\u0005', 'control characters'],
    ['broken JSON', '{"players": [', 'not JSON'],
    ['deep JSON', '['.repeat(100_000), 'not JSON'],
  ])('is refused where it is %s, in a sentence without options of a command', async (_what, text, says) => {
    for (const [query, rest] of [
      [PREVIEW, {}],
      [IMPORT, { n: 'A pool' }],
    ] as const) {
      const { code, message } = await answer(query, { c: text, ...rest }, owner);
      expect(code).toBe('FILE_INVALID');
      expect(message).toContain(says);
      expect(message).not.toMatch(/--\w/);
    }
  });

  it.each([
    ['one column twice', 'NAME', 'Pos', 'the column name is named twice'],
    ['one header for two columns', 'TEAM', 'NAME', 'the header "NAME" is named for the column name already'],
  ])('is refused with %s', async (_what, column, header, says) => {
    const m = [
      { column: 'NAME', header: 'Name' },
      { column, header },
    ];
    const importing = IMPORT.replace('$c: String!', '$c: String!, $m: [ImportColumnInput!]').replace(
      'csv: $c',
      'csv: $c, columns: $m',
    );
    const rankings = ['preview', 'import'].map(
      (what) => `mutation ($c: String!, $m: [ImportColumnInput!], $p: UUID!) { ${what}Ranking(
        poolId: $p, csv: $c, columns: $m${what === 'import' ? ', name: "default"' : ''}) { report } }`,
    );
    const p = '00000000-0000-4000-8000-000000000000';
    for (const query of [PREVIEW, importing, ...rankings]) {
      const { code, message } = await answer(query, { n: 'A pool', c: 'Name,Pos\nAnn,QB\n', m, p }, owner);
      expect([code, message]).toEqual(['INPUT_INVALID', expect.stringContaining(`columns[1]`)]);
      expect(message).toContain(says);
    }
  });

  it('is read for nobody who is not signed in', async () => {
    expect(await answer(PREVIEW, { c: 'name,pos\nAnn,QB' })).toMatchObject({ code: 'NOT_SIGNED_IN' });
  });
});

describe('a pool that is imported', () => {
  it('has nothing of a text with a bad row, unless those are to be left out', async () => {
    const text = 'name,pos\nAnn,QB\n,QB\nBob,RB\nBob,RB\n';
    const before = await newest();
    const refused = await answer(IMPORT, { n: 'A pool', c: text }, owner);
    expect(refused).toMatchObject({
      code: 'FILE_INVALID',
      message:
        '2 rows are no player, so nothing was imported. The first is line 3: there is no name. Mend them, or leave them out.',
    });
    expect(await newest()).toBe(before);
    const { importPool } = await dataOf(IMPORT, { n: 'A pool', c: text, s: true }, owner);
    expect(importPool).toEqual({
      pool: { id: expect.any(String), name: 'A pool', ownerId: owner.id, players: { totalCount: 2 } },
      playerCount: 2,
      rejectedCount: 2,
    });
  });

  it('has 5,000 players at most; so many are read and written at once', async () => {
    const rows = (count: number) =>
      Array.from(
        { length: count },
        (_, n) => `${n + 1},"Player Number ${n}",WR${n},Team ${n % 32},${1 + (n % 14)},${'x'.repeat(100)}`,
      );
    const text = (count: number) => `rank,name,pos,team,bye,notes\n${rows(count).join('\n')}\n`;
    const { importPool } = await dataOf(IMPORT, { n: 'Large', c: text(5_000) }, owner);
    expect(importPool).toMatchObject({ playerCount: 5_000, pool: { players: { totalCount: 5_000 } } });
    expect(await answer(IMPORT, { n: 'Larger', c: text(5_001) }, owner)).toMatchObject({
      code: 'FILE_INVALID',
      message: 'A pool has at most 5000 players; this file has 5001.',
    });
    const { previewPool } = await dataOf(PREVIEW, { c: text(5_001) }, owner);
    expect(previewPool.problem).toContain('5001');
    const tooLarge = await answer(IMPORT, { n: 'Too large', c: 'x'.repeat(1_000_000) }, owner);
    expect(tooLarge).toMatchObject({ status: 413, code: 'QUERY_TOO_LARGE' });
  });

  it('is for everybody where an operator says so, and nobody else', async () => {
    const all = { n: 'For all', c: 'name,pos\nAnn,QB', f: true };
    expect(await answer(IMPORT, all, owner)).toMatchObject({ code: 'NOT_OPERATOR' });
    const { importPool } = await dataOf(IMPORT, all, operator);
    expect(importPool.pool.ownerId).toBeNull();
    const seen = await dataOf(SEEN, { p: importPool.pool.id });
    expect(seen.playerPool).toMatchObject({ name: 'For all', players: { totalCount: 1 } });
  });
});

async function newest(): Promise<string | undefined> {
  const { rows } = await database.pool.query<{ id: string }>(
    'select id from app_public.player_pools order by created_at desc limit 1',
  );
  return rows[0]?.id;
}

describe('a pool of a list of players', () => {
  it('has them in the order of their ranks, positions by their usual names', async () => {
    const players = [
      { name: 'Ann', positions: ['D/ST'], proTeam: 'KC', byeWeek: 5, adp: 9.5 },
      { name: 'Zo\u0308e', positions: ['WR1', 'rb'], rank: 1 },
    ];
    const { createPool } = await dataOf(CREATE, { n: 'Listed', p: players }, owner);
    expect(createPool.pool.players.nodes).toEqual([
      { rank: 1, name: 'Zöe', positions: ['WR', 'RB'], adp: null },
      { rank: 2, name: 'Ann', positions: ['DEF'], adp: 9.5 },
    ]);
  });

  it.each([
    [
      'is no player',
      [
        { name: 'Ann', positions: ['QB'] },
        { name: ' ', positions: ['QB'] },
      ],
      'players[1]',
    ],
    [
      'is listed twice',
      [
        { name: 'Ann', positions: ['QB'] },
        { name: 'Ánn', positions: ['QB'] },
      ],
      'listed twice',
    ],
    ['has no position', [{ name: 'Ann', positions: [] }], 'there is no position'],
    ['has a seat for a position', [{ name: 'Ann', positions: ['BN'] }], '"BN" is no position, but a seat'],
    ['has a bye in no season', [{ name: 'Ann', positions: ['QB'], byeWeek: 61 }], 'the bye is not a week'],
  ])('is refused where somebody %s, and says who', async (_what, players, says) => {
    const { code, message } = await answer(CREATE, { n: 'Listed', p: players }, owner);
    expect(code).toBe('INPUT_INVALID');
    expect(message).toContain(says);
  });

  it('has somebody, and 5,000 at most', async () => {
    const player = (n: number) => ({ name: `Player ${n}`, positions: ['QB'] });
    for (const count of [0, 5_001]) {
      const p = Array.from({ length: count }, (_, n) => player(n));
      expect(await answer(CREATE, { n: 'Listed', p }, owner)).toMatchObject({ code: 'INPUT_INVALID' });
    }
  });
});

describe('a pool of somebody', () => {
  it('is seen and used by nobody else, before a draft is made with it', async () => {
    const poolId = await importSecret();
    const league = await leagueOf(stranger);
    for (const person of [undefined, stranger]) {
      const { playerPool, playerPools } = await dataOf(SEEN, { p: poolId }, person);
      expect({ playerPool, count: playerPools.totalCount }).toEqual({ playerPool: null, count: 0 });
    }
    // Not even whether it could fill a roster.
    const s = { ...SETTINGS, rosterSlots: [{ name: 'K', seats: 1 }] };
    expect(await answer(CREATE_DRAFT, { ...league, s, p: poolId }, stranger)).toMatchObject({
      code: 'POOL_NOT_FOUND',
    });
    const list = { p: poolId, n: 'default', l: [] };
    const rank =
      'mutation ($p: UUID!, $n: String!, $l: [ID!]!) { setRanking(poolId: $p, name: $n, playerIds: $l) { ranking { id } } }';
    expect(await answer(rank, list, stranger)).toMatchObject({ code: 'POOL_NOT_FOUND' });
    const { playerPool } = await dataOf(SEEN, { p: poolId }, owner);
    expect(playerPool).toMatchObject({
      name: 'Secret',
      players: { nodes: [{ name: 'Ann' }], totalCount: 2 },
    });
  });

  it('is seen by who may watch a draft with it, and used by that league again', async () => {
    const poolId = await importSecret();
    const manager = { id: await createUser(database.pool, 'Manager'), token: '' };
    const viewer = { ...manager, token: await tokenFor(manager.id) };
    const own = await leagueOf(owner, manager.id);
    await dataOf(CREATE_DRAFT, { ...own, p: poolId }, owner);
    expect((await dataOf(SEEN, { p: poolId }, viewer)).playerPool).toMatchObject({ name: 'Secret' });
    expect((await dataOf(SEEN, { p: poolId }, stranger)).playerPool).toBeNull();
    // The league was given to somebody else meanwhile.
    await database.pool.query('update app_public.leagues set commissioner_id = $1 where id = $2', [
      manager.id,
      own.l,
    ]);
    await dataOf(CREATE_DRAFT, { ...own, p: poolId }, viewer);
    const other = await leagueOf(viewer);
    expect(await answer(CREATE_DRAFT, { ...other, p: poolId }, viewer)).toMatchObject({
      code: 'NOT_YOUR_POOL',
    });
  });

  it('is removed while no draft uses it, by its owner or an operator', async () => {
    const [first, second, used] = [await importSecret(), await importSecret(), await importSecret()];
    expect(await answer(DELETE, { p: first }, stranger)).toMatchObject({ code: 'POOL_NOT_FOUND' });
    expect(await dataOf(DELETE, { p: first }, owner)).toEqual({ deletePool: { poolId: first } });
    expect(await answer(DELETE, { p: first }, owner)).toMatchObject({ code: 'POOL_NOT_FOUND' });
    await dataOf(DELETE, { p: second }, operator);
    await dataOf(CREATE_DRAFT, { ...(await leagueOf(owner)), p: used }, owner);
    expect(await answer(DELETE, { p: used }, owner)).toMatchObject({ code: 'POOL_IN_USE' });
    const forAll = await newPool(database.pool, 5);
    expect(await answer(DELETE, { p: forAll }, owner)).toMatchObject({ code: 'NOT_YOUR_POOL' });
  });

  it('is one of fifty at most, also when they are made at the same time', async () => {
    const person = { id: await createUser(database.pool, 'Collector'), token: '' };
    const collector = { ...person, token: await tokenFor(person.id) };
    const made = await Promise.all(
      Array.from({ length: 52 }, () =>
        answer(CREATE, { n: 'Mine', p: [{ name: 'Ann', positions: ['QB'] }] }, collector),
      ),
    );
    expect(made.flatMap(({ code }) => code ?? [])).toEqual(['TOO_MANY_POOLS', 'TOO_MANY_POOLS']);
  });
});
