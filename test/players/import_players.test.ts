import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readPool } from '../../src/database/players.ts';
import { importCommand } from '../../src/players/import_command.ts';
import { ImportError } from '../../src/players/import_error.ts';
import { type ImportOptions, importPlayers } from '../../src/players/import_players.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';

const folder = mkdtempSync(join(tmpdir(), 'draft-orchestrator-import-'));
const realData = process.env['REAL_DATA_DIR'];
let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(async () => {
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

function fileOf(text: string, name = 'players.csv'): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

async function imported(text: string, options: Partial<ImportOptions> = {}) {
  const result = await importPlayers(database.pool, {
    file: fileOf(text),
    name: 'A pool',
    ...options,
  });
  const { players } = await readPool(database.pool, result.poolId);
  return { ...result, rows: players.map(({ id: _id, ...player }) => player) };
}

async function refused(text: string, options: Partial<ImportOptions> = {}): Promise<ImportError> {
  const before = await pools();
  const error = await imported(text, options).then(
    () => expect.fail('it was imported'),
    (reason: unknown) => reason,
  );
  expect(await pools()).toBe(before);
  if (error instanceof ImportError) return error;
  throw error;
}

async function pools(): Promise<number> {
  return (await database.pool.query('select from app_public.player_pools')).rows.length;
}

describe('a CSV file', () => {
  it('is read with its usual headers, whatever its quotes, line ends and byte order mark', async () => {
    const { rows } = await imported(
      '\ufeff"RK","Player Name",Team,BYE,POS\r\n2,"Chase, Ja\'Marr",CIN,10,WR1\r\n1,"Robinson",ATL,5,RB1\r\n',
    );
    expect(rows).toMatchObject([
      { rank: 1, name: 'Robinson', positions: ['RB'], proTeam: 'ATL', byeWeek: 5 },
      { rank: 2, name: "Ja'Marr Chase", positions: ['WR'], proTeam: 'CIN', byeWeek: 10 },
    ]);
  });

  it('is read with the columns one names, and in its own order where nothing ranks it', async () => {
    const { rows } = await imported('who,x\nAnn,"PG,SG"\nBob,C OUT\n', {
      columns: { name: 'who', positions: 'X' },
    });
    expect(rows.map(({ rank, name, positions }) => [rank, name, positions])).toEqual([
      [1, 'Ann', ['PG', 'SG']],
      [2, 'Bob', ['C']],
    ]);
  });

  it('with rows that are no players is refused whole, with line and reason; the others alone on request', async () => {
    const text =
      'rank,name,pos,bye\n1,Ann,QB,7\n2,,QB,7\n3,Bob,,7\n4,Cid,QB,99\nx,Dan,QB,7\n1,Ann,QB,7\n7,"E\u001b[1m",QB,7\n';
    const error = await refused(text);
    expect(error.rejected).toEqual([
      { line: 3, reason: 'there is no name' },
      { line: 4, reason: 'there is no position' },
      { line: 5, reason: 'the bye is not a week' },
      { line: 6, reason: 'the rank is not a number' },
      { line: 7, reason: 'Ann is listed twice' },
      { line: 8, reason: 'the name has a control character (U+001B)' },
    ]);
    expect(error.message).toContain('6 rows are no player, so nothing was imported');
    const { rows, rejected } = await imported(text, { skipRejected: true });
    expect([rows.map((row) => row.name), rejected.length]).toEqual([['Ann'], 6]);
  });

  it('keeps hostile names as they are', async () => {
    const name = `Robert'); drop table app_public.players;--`;
    expect((await imported(`name,pos\n"${name}",QB\n`)).rows[0]?.name).toBe(name);
  });

  it('without players, without columns, or that is none says so', async () => {
    expect((await refused('')).message).toContain('empty');
    expect((await refused('name,pos\n')).message).toContain('no player in the file');
    expect((await refused('who,pos\nAnn,QB\n')).message).toContain('It has: "who", "pos"');
    expect((await refused('name,pos\nAnn,QB\n', { columns: { bye: 'week' } })).message).toContain(
      'no column "week"',
    );
    expect((await refused('name,pos\n"Ann,QB\n')).message).toContain(
      'A quotation mark is opened in line 2 and not closed',
    );
    expect((await refused('', { file: join(folder, 'nowhere.csv') })).message).toContain('Cannot read');
  });
});

describe("Sleeper's player JSON", () => {
  it('becomes a pool of those who play, by their search rank', async () => {
    const entries = {
      '6794': {
        full_name: 'Justin Jefferson',
        fantasy_positions: ['WR'],
        team: 'MIN',
        search_rank: 3,
        active: true,
      },
      '1': {
        full_name: 'Unranked',
        fantasy_positions: ['QB', 'TE'],
        team: null,
        search_rank: 9_999_999,
        active: true,
      },
      ARI: { first_name: 'Arizona', last_name: 'Cardinals', position: 'DEF', team: 'ARI', active: true },
      '2': { full_name: 'Retired', fantasy_positions: ['QB'], active: false },
      '3': { full_name: 'Coach', fantasy_positions: null, active: true },
    };
    const file = fileOf(JSON.stringify(entries), 'sleeper.json');
    const { rows } = await imported('', { file, format: 'sleeper' });
    expect(rows.map(({ name, positions }) => [name, positions])).toEqual([
      ['Justin Jefferson', ['WR']],
      ['Unranked', ['QB', 'TE']],
      ['Arizona Cardinals', ['DEF']],
    ]);
    expect((await refused('', { file: fileOf('[1]', 'other.json'), format: 'sleeper' })).message).toContain(
      "not Sleeper's",
    );
  });
});

describe('the import-players command', () => {
  it('says the pool to draft from, or lists what is wrong and fails', async () => {
    const said: string[] = [];
    const complained: string[] = [];
    const run = (file: string) =>
      importCommand(
        database.pool,
        { file, name: 'Mine', columns: {}, skipRejected: false },
        (line) => said.push(line),
        (line) => complained.push(line),
      );
    expect(await run(fileOf('name,pos\nAnn,QB\n'))).toBe(0);
    expect(said.slice(0, -1)).toEqual([
      'Read as CSV with commas, header in line 1.',
      'Encoding: UTF-8.',
      'Columns: name from "name", positions from "pos".',
      'Every column was used.',
      'Ranked in the order of the file: no column has a rank or an ADP.',
    ]);
    expect(said.at(-1)).toMatch(/^Imported 1 player as "Mine"\. Create drafts with poolId [0-9a-f-]{36}$/);
    expect(await run(fileOf('name,pos\n,QB\n'))).toBe(1);
    expect(complained.slice(-2)).toEqual([
      '  line 2: there is no name',
      expect.stringContaining('nothing was imported'),
    ]);
  });
});

describe.skipIf(realData === undefined)('real pools (skipped where REAL_DATA_DIR is not set)', () => {
  it.each([
    [
      'nfl_fantasypros_adp_2025.csv',
      970,
      'CB DEF DT K LB QB RB TE WR',
      'Rank',
      '"DST" read as DEF: 32 players',
    ],
    ['nba_adp_2025_26.csv', 263, 'C PF PG SF SG', 'Rank', '"OUT" beside positions left out: 42 players'],
    ['epl_fantrax_players_2025.csv', 684, 'DEF F G M', 'RkOv', '"D" read as DEF: 217 players'],
    [
      'mlb_ecr_2025.csv',
      578,
      '1B 2B 3B C CF DH LF OF RF RP SP SS',
      'RK',
      'team read from behind the name: 578',
    ],
    ['nfl_ffc_adp_2023_ppr10.json', 236, 'DEF K QB RB TE WR', 'adp', '"PK" read as K: 16 players'],
  ])('%s', async (name, players, positions, rankedBy, change) => {
    const file = join(realData ?? '', 'pools', name);
    const { rows, rejected, report } = await imported('', { file, skipRejected: true });
    expect(rows).toHaveLength(players);
    // Of one pool five rows are broken off at an apostrophe in the name.
    const known = /^there is no position$|^the row has 14 cells, the header has 13$/;
    expect(rejected.filter(({ reason }) => !known.test(reason))).toEqual([]);
    expect([...new Set(rows.flatMap((row) => row.positions))].sort().join(' ')).toBe(positions);
    expect(rows.filter(({ name: plain }) => /[()]/.test(plain))).toEqual([]);
    expect(report.join('\n')).toContain(`Ranked by "${rankedBy}".`);
    expect(report.join('\n')).toContain(change);
    // A quarter of one pool plays for nobody.
    expect(rows.filter(({ proTeam }) => proTeam === null).length).toBeLessThan(players / 3);
  });
});
