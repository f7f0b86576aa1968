import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readPool } from '../../src/database/players.ts';
import { ImportError } from '../../src/players/import_error.ts';
import { type ImportOptions, importPlayers } from '../../src/players/import_players.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';

const CASES = join(import.meta.dirname, '..', 'fixtures', 'cases');
const folder = mkdtempSync(join(tmpdir(), 'draft-orchestrator-cases-'));
const file = join(folder, 'players');
let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(async () => {
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

async function importFile(path: string, options: Partial<ImportOptions> = {}) {
  const { poolId, report, ...rest } = await importPlayers(database.pool, {
    file: path,
    name: 'A pool',
    ...options,
  });
  const { players } = await readPool(database.pool, poolId);
  return { ...rest, poolId, players, report: report.join('\n') };
}

function importText(content: string | Buffer, options: Partial<ImportOptions> = {}) {
  writeFileSync(file, content);
  return importFile(file, options);
}

const importCase = (name: string, options: Partial<ImportOptions> = {}) =>
  importFile(join(CASES, name), options);

async function refused(importing: Promise<unknown>): Promise<ImportError> {
  const reason = await importing.then(
    () => expect.fail('it was imported'),
    (error: unknown) => error,
  );
  if (reason instanceof ImportError) return reason;
  throw reason;
}

/** The rows of a CSV case as the list of objects that JSON has. */
function asJson(name: string): string {
  return JSON.stringify(parse(readFileSync(join(CASES, name)), { columns: true, bom: true }));
}

const positionsOf = ({ players }: Awaited<ReturnType<typeof importFile>>) =>
  players.map(({ positions }) => positions.join(','));
const namesOf = ({ players }: Awaited<ReturnType<typeof importFile>>) => players.map(({ name }) => name);

describe('files that people have, as CSV and as JSON', () => {
  const both = (name: string) =>
    [
      ['CSV', () => importCase(name)],
      ['JSON', () => importText(asJson(name))],
    ] as const;

  it.each(both('dst_three_names.csv'))(
    '%s: every name of a defence is DEF, and the report says so',
    async (_, run) => {
      const read = await run();
      expect(positionsOf(read)).toEqual(['RB', 'RB', 'DEF', 'DEF', 'DEF', 'DEF', 'DEF']);
      for (const name of ['D/ST', 'DST', 'Def', 'D'])
        expect(read.report).toContain(`position "${name}" read as DEF: 1 player`);
      expect(read.report).not.toContain('position "DEF"');
    },
  );

  it.each(both('underdog.csv'))(
    '%s: first and last name stand in two columns; "-" is no ADP',
    async (_, run) => {
      const read = await run();
      expect(namesOf(read)).toEqual(['Ann Able', 'Bob Best', 'Cid Cole']);
      expect(read.players[0]).toMatchObject({ proTeam: 'Atlanta Falcons', byeWeek: 5, positions: ['RB'] });
      expect(read.players[2]).toMatchObject({ proTeam: null, rank: 3 });
      expect(read.report).toContain('first from "firstName", last from "lastName"');
      expect(read.report).toContain('Ranked by "adp"; 1 player without it comes last');
      expect(read.report).toContain('Not used: "projectedPoints", "positionRank", "lineupStatus" (empty)');
    },
  );

  it.each(both('r_na.csv'))('%s: NA is nothing, in numbers and teams', async (_, run) => {
    const read = await run();
    expect(read.players.map(({ name, proTeam, byeWeek }) => [name, proTeam, byeWeek])).toEqual([
      ['Ann Able', 'ATL', 5],
      ['Bob Best', null, null],
      ['Cid Cole', 'BUF', 7],
    ]);
    expect(read.report).toContain('Ranked by "ecr_1qb"');
    expect(read.report).toContain('"NA" as team read as nothing: 1 player');
    expect(read.report).toContain('Not used: "age"');
  });

  it.each(both('adp_only_alphabetical.csv'))('%s: with an ADP alone is ranked by it', async (_, run) => {
    const read = await run();
    expect(namesOf(read)).toEqual(['Bob Best', 'Cid Cole', 'Ann Able']);
    expect(read.report).toContain('Ranked by "ADP".');
  });

  it.each(both('accents_nfc.csv'))('%s: names keep their letters', async (_, run) => {
    expect(namesOf(await run())).toEqual(['Luka Dončić', 'Nikola Jokić', 'Dario Šarić', 'Martin Ødegaard']);
  });

  it.each(both('top200.csv'))('%s: 200 players, every column used', async (_, run) => {
    const read = await run();
    expect(read.players).toHaveLength(200);
    expect(read.report).toContain('Every column was used.');
    expect(read.report).not.toContain('Changed:');
  });

  it('semicolons and a byte order mark are found out and said', async () => {
    const read = await importCase('semicolon_excel_de.csv');
    expect(namesOf(read)).toEqual(['Ann Able', 'Bob Best', 'Cid Cole', 'Dan Dove']);
    expect(read.report).toContain('CSV with semicolons, header in line 1.');
    expect(read.report).toContain('UTF-8 with a byte order mark');
  });

  it('what stands in for another column of JSON, or tells who is left out, is not called unused', async () => {
    const entries = {
      1: { full_name: 'Ann Able', position: 'RB', fantasy_positions: ['RB', 'WR'], active: true, age: 30 },
      2: { full_name: 'Bob Best', position: 'TE', fantasy_positions: null, active: true, age: 31 },
      3: { full_name: 'Cid Cole', position: 'TE', fantasy_positions: null, active: false, age: 32 },
    };
    const read = await importText(JSON.stringify(entries));
    expect(namesOf(read)).toEqual(['Ann Able', 'Bob Best']);
    expect(read.report).toContain(
      'Also used: "position" where "fantasy_positions" says nothing (1 player), "active" for who is left out.',
    );
    expect(read.report).toContain('Not used: "age".');
  });

  it.each(['sleeper_twins.json', 'sleeper_utf8_bom.json'])('%s: ids are identities', async (name) => {
    const read = await importCase(name);
    const ids = Object.keys(JSON.parse(readFileSync(join(CASES, name), 'utf8').replace('\ufeff', '')));
    expect(read.players.length + read.leftOut).toBe(ids.length);
    expect(read.rejected).toEqual([]);
    expect(read.report).toContain('name from "full_name"');
  });

  it('twins with ids of their own are both imported, and named', async () => {
    const read = await importCase('sleeper_twins.json');
    expect(namesOf(read).length - new Set(namesOf(read)).size).toBe(1);
    expect(read.report).toContain('under several ids, all imported: ');
  });
});

describe('ids', () => {
  it.each([
    ['CSV', 'id,name,pos\n1,Ann,QB\n1,Bob,QB\n2,Ann,QB\n'],
    [
      'JSON',
      '[{"id":1,"name":"Ann","pos":"QB"},{"id":1,"name":"Bob","pos":"QB"},{"id":2,"name":"Ann","pos":"QB"}]',
    ],
  ])('of %s: the same one twice is refused, two of them are two players', async (_, text) => {
    const { rejected } = await refused(importText(text));
    expect(rejected.map(({ reason }) => reason)).toEqual([
      expect.stringContaining('the id 1 is listed twice'),
    ]);
    expect(namesOf(await importText(text, { skipRejected: true }))).toEqual(['Ann', 'Ann']);
  });

  it('that are nothing leave the name to tell players apart, whatever its accents', async () => {
    const text = 'id,name,pos\nNA,Luka Dončić,PG\n-,luka doncic,PG\n,Ann,PG\n';
    expect((await refused(importText(text))).rejected).toEqual([
      { line: 3, reason: 'luka doncic is listed twice' },
    ]);
  });
});

describe('delimiters, decimals and lines before the header', () => {
  it.each([
    [',', 'commas'],
    [';', 'semicolons'],
    ['\t', 'tabs'],
    ['|', 'bars'],
  ])('%j is found out', async (delimiter, said) => {
    const rows = [
      ['rk', 'Player Name', 'Pos', 'Note, long; and|odd'],
      ['1', 'Ann', 'QB', 'a,b;c'],
      ['2', 'Bob', 'RB', 'd|e'],
    ];
    const text = rows.map((row) => row.map((cell) => `"${cell}"`).join(delimiter)).join('\r\n');
    const read = await importText(text);
    expect(namesOf(read)).toEqual(['Ann', 'Bob']);
    expect(read.report).toContain(`CSV with ${said}`);
  });

  it("Excel's own line about the delimiter is read as that, and lines keep their numbers", async () => {
    const { rejected, ...read } = await importText('sep=;\r\nname;pos\r\nAnn;QB\r\n;QB\r\n', {
      skipRejected: true,
    });
    expect([namesOf({ ...read, rejected }), rejected]).toEqual([
      ['Ann'],
      [{ line: 4, reason: 'there is no name' }],
    ]);
  });

  it('another delimiter in that line is told, and not that there is no header', async () => {
    const { message } = await refused(importText('sep=^\nname^pos\nAnn^QB\n'));
    expect(message).toBe(
      'The first line, "sep=^", names a delimiter that is not known. Known are comma, semicolon, tab and "|".',
    );
  });

  it('a title before the header is passed over, and said', async () => {
    const read = await importText('My rankings\nexported yesterday\nname,pos\nAnn,QB\n');
    expect([namesOf(read), read.report.split('\n')[0]]).toEqual([
      ['Ann'],
      'Read as CSV with commas, header in line 3.',
    ]);
  });

  it.each([
    ['a comma', 'name;pos;adp\nAnn;QB;12,5\nBob;QB;2,25\nCid;QB;1.250,5\n', true],
    ['a comma and always three of them', 'name;pos;adp\nAnn;QB;12,500\nBob;QB;2,250\nCid;QB;100\n', true],
    ['a full stop', 'name;pos;adp\nAnn;QB;12.5\nBob;QB;2.25\nCid;QB;100\n', false],
    ['a full stop, commas for thousands', 'name,pos,adp\nAnn,QB,12.5\nBob,QB,2.25\nCid,QB,"1,250"\n', false],
    ['a comma in quotes', 'name,pos,adp\nAnn,QB,"12,5"\nBob,QB,"2,25"\nCid,QB,100\n', true],
  ])('decimals behind %s are found out', async (_, text, isComma) => {
    const read = await importText(text);
    expect(namesOf(read)).toEqual(['Bob', 'Ann', 'Cid']);
    expect(read.report.includes('a comma before decimals')).toBe(isComma);
  });

  it('quotes within a name are part of it', async () => {
    expect(namesOf(await importText('name,pos\nDwayne "Rock" Ann,QB\n'))).toEqual(['Dwayne "Rock" Ann']);
  });
});

describe('encodings', () => {
  const text = 'name,pos\nJosé Muñoz,QB\n';
  const utf16be = (plain: string) => Buffer.from(plain, 'utf16le').swap16();

  it.each([
    ['UTF-8', Buffer.from(text), 'UTF-8.'],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${text}`), 'UTF-8 with a byte order mark'],
    ['UTF-16 LE', Buffer.from(`\ufeff${text}`, 'utf16le'), 'UTF-16 LE with a byte order mark'],
    ['UTF-16 BE', utf16be(`\ufeff${text}`), 'UTF-16 BE with a byte order mark'],
    ['UTF-16 LE without a mark', Buffer.from(text, 'utf16le'), 'UTF-16 LE, as its zero bytes say'],
    ['UTF-16 BE without a mark', utf16be(text), 'UTF-16 BE, as its zero bytes say'],
    ['Windows-1252', Buffer.from(text, 'latin1'), 'Windows-1252, because it is not UTF-8'],
  ])('%s is read and said', async (_, bytes, said) => {
    const read = await importText(bytes);
    expect(namesOf(read)).toEqual(['José Muñoz']);
    expect(read.report).toContain(said);
  });

  it.each([
    ['UTF-8 with a mark', Buffer.from('\ufeff[{"name":"José","pos":"QB"}]')],
    ['UTF-16 LE', Buffer.from('\ufeff[{"name":"José","pos":"QB"}]', 'utf16le')],
    ['Windows-1252', Buffer.from('[{"name":"José","pos":"QB"}]', 'latin1')],
  ])('JSON in %s is read', async (_, bytes) => {
    expect(namesOf(await importText(bytes))).toEqual(['José']);
  });

  it('that cannot be recognised is named by an option of the import', async () => {
    const bytes = Buffer.concat([
      Buffer.from('name,pos\nLuka Don'),
      Buffer.from([0xe8]),
      Buffer.from('i'),
      Buffer.from([0xe6]),
      Buffer.from(',PG\n'),
    ]);
    expect(namesOf(await importText(bytes, { encoding: 'windows-1250' }))).toEqual(['Luka Dončić']);
    expect((await refused(importText(bytes, { encoding: 'utf-8' }))).message).toContain(
      'bytes that are not utf-8. Save it as UTF-8. Or leave --encoding out, and it is found out; or name another one.',
    );
    expect((await refused(importText(bytes, { encoding: 'klingon' }))).message).toContain('is no encoding');
  });

  it.each([
    ['an Excel workbook', [0x50, 0x4b, 3, 4, 0, 0], 'Excel workbook (.xlsx)'],
    ['an old Excel workbook', [0xd0, 0xcf, 0x11, 0xe0, 0xa1], 'Excel workbook (.xls)'],
    ['gzip', [0x1f, 0x8b, 8, 0], 'compressed with gzip'],
    ['a PDF', [...Buffer.from('%PDF-1.7')], 'a PDF'],
    ['a web page', [...Buffer.from('\n<html><table><tr><td>Ann</td></tr></table></html>')], 'a web page'],
    ['XML', [...Buffer.from('\ufeff<?xml version="1.0"?><Workbook/>')], 'a web page'],
    [
      'bytes of another kind',
      Array.from({ length: 512 }, (_, index) => (index * 37) % 256),
      'control characters',
    ],
    ['UTF-32', [0xff, 0xfe, 0, 0, 0x6e, 0, 0, 0], 'UTF-32'],
  ])('%s is refused by its name', async (_, bytes, said) => {
    expect((await refused(importText(Buffer.from(bytes)))).message).toContain(said);
  });
});

describe('positions', () => {
  it.each([
    ['rb', 'RB'],
    ['Wr2', 'WR'],
    ['PK', 'K'],
    ['D/ST12', 'DEF'],
    ['D ST', 'DEF'],
    ['Team Defense', 'DEF'],
    ['Wide Receiver', 'WR'],
    ['RB/WR', 'RB,WR'],
    ['PG-SG', 'PG,SG'],
    ['PG, SG ,pg', 'PG,SG'],
    ['SP,RP', 'SP,RP'],
    ['3B12', '3B'],
    ['C OUT', 'C'],
    ['PG,SG GTD', 'PG,SG'],
    ['PF,C G-League', 'PF,C'],
    ['OF IL60', 'OF'],
    ['W/R/T', 'WR,RB,TE'],
    ['FLEX', 'RB,WR,TE'],
    ['RB,FLEX', 'RB'],
    ['WR, W/R/T, Q/W/R/T', 'WR'],
    ['HB', 'RB'],
    ['Util', 'UTIL'],
  ])('%j is %s, and the report says what was changed', async (cell, positions) => {
    const read = await importText(`name,pos\nAnn,"${cell}"\n`);
    expect(positionsOf(read)).toEqual([positions]);
    expect(read.report.includes('Changed:')).toBe(!['RB/WR', 'PG-SG', 'SP,RP'].includes(cell));
    const json = await importText(JSON.stringify([{ name: 'Ann', pos: cell.split(',') }]));
    expect(positionsOf(json)).toEqual([positions]);
  });

  it.each([
    ['?', '?'],
    ["['QB'", "['QB'"],
    ['#1', '#1'],
  ])('that look like none, as %s, are kept, and the report says so', async (cell, position) => {
    const { report } = await importText(`name,pos\nAnn,${cell}\n`);
    expect(report).toContain(`  "${position}" kept as a position, though it looks like none: 1 player`);
  });

  it.each(['OUT', 'NA', '-', ''])('%j is none', async (cell) => {
    expect((await refused(importText(`name,pos\nAnn,${cell}\n`))).rejected).toEqual([
      { line: 2, reason: 'there is no position' },
    ]);
  });
});

describe('names', () => {
  it('are composed, and lose needless white space; the report says so', async () => {
    const read = await importText('name,pos\nLuka Donc\u030cic\u0301,PG\nAnn\u00a0 Able,PG\n');
    expect(namesOf(read)).toEqual(['Luka Dončić', 'Ann Able']);
    expect(read.report).toContain('names without needless white space, and with composed letters: 2 players');
  });

  it('with what nobody can see are refused, with line and character', async () => {
    const { rejected, report } = await refused(importText('name,pos\nA\u200bnn,QB\nB\u202eob,QB\n'));
    expect(rejected).toEqual([
      { line: 2, reason: 'the name has an invisible character (U+200B)' },
      { line: 3, reason: 'the name has a character that changes the direction of text (U+202E)' },
    ]);
    expect(report.join('\n')).toContain('Columns: name from "name"');
  });

  it('bring their team along where there is no column for it', async () => {
    const read = await importText(
      'Player Team (Bye),POS\nJane Able CIN (10),WR1\nBob Best (NYY) IL10,OF2\nCid Cole,QB1\n',
    );
    expect(read.players.map(({ name, proTeam, byeWeek }) => [name, proTeam, byeWeek])).toEqual([
      ['Jane Able', 'CIN', 10],
      ['Bob Best', 'NYY', null],
      ['Cid Cole', null, null],
    ]);
    expect(read.report).toContain('team and bye read from behind the name: 1 player');
  });
});

describe('ranking', () => {
  it('is by the rank before the ADP, which is kept with the player', async () => {
    const read = await importText('name,pos,rank,adp\nAnn,QB,2,1.5\nBob,QB,1,2\nCid,QB,3,\n');
    expect(read.players.map(({ name, adp }) => [name, adp])).toEqual([
      ['Bob', 2],
      ['Ann', 1.5],
      ['Cid', null],
    ]);
    expect(read.report).toContain('adp from "adp"');
  });

  it('beside an ADP that is none imports the player without it, and says so', async () => {
    const read = await importText(
      'name,pos,rank,adp\nAnn,QB,1,soon\nBob,QB,2,-3\nCid,QB,3,10001\nDi,QB,4,0\n',
    );
    expect(read.players.map(({ name, adp }) => [name, adp])).toEqual([
      ['Ann', null],
      ['Bob', null],
      ['Cid', null],
      ['Di', null],
    ]);
    expect(read.report).toContain('an ADP that is none left out: 3 players');
    expect(read.report).toContain('an ADP of 0 read as nothing: 1 player');
  });

  it('is by the ADP where that is asked for, or where the rank says nothing', async () => {
    expect(
      namesOf(await importText('name,pos,rank,adp\nAnn,QB,2,1\nBob,QB,1,2\n', { columns: { adp: 'ADP' } })),
    ).toEqual(['Ann', 'Bob']);
    const byAdp = await importText('name,pos,adp\nAnn,QB,7.5\nBob,QB,2\n');
    expect(byAdp.players.map(({ adp }) => adp)).toEqual([2, 7.5]);
    expect(namesOf(await importText('name,pos,rank,adp\nAnn,QB,,2\nBob,QB,-,1\n'))).toEqual(['Bob', 'Ann']);
  });

  it('by an ADP that is none is refused, and calls it an ADP', async () => {
    const { rejected } = await refused(importText('name,pos,adp\nAnn,QB,soon\nBob,QB,-2\nCid,QB,3\n'));
    expect(rejected.map(({ reason }) => reason)).toEqual([
      'the ADP is not a number',
      'the ADP is not a positive number',
    ]);
  });

  it('puts an ADP of 0 last, and a bye of 0 is none', async () => {
    const read = await importText('name,pos,adp,bye\nAnn,QB,0,0\nBob,QB,1.5,7\n');
    expect(read.players.map(({ name, byeWeek }) => [name, byeWeek])).toEqual([
      ['Bob', 7],
      ['Ann', null],
    ]);
  });
});

describe('a header that is named for a column', () => {
  it('stands for no other: a column that is needed and has none besides is missing', async () => {
    const { message } = await refused(importText('name,pos\nAnn,QB\n', { columns: { team: 'pos' } }));
    expect(message).toMatch(/^The file has no column for the positions\. It has: "name", "pos"\./);
    const read = await importText('Team,pos\nDenver,DEF\n', { columns: { name: 'team' } });
    expect(read.players).toMatchObject([{ name: 'Denver', proTeam: null }]);
  });
});

describe('columns that only look like another', () => {
  it('are not taken for a rank: jersey numbers, batting averages', async () => {
    const read = await importText('No,name,pos,AVG\n17,Ann,OF,.310\n3,Bob,OF,.250\n');
    expect(namesOf(read)).toEqual(['Ann', 'Bob']);
    expect(read.report).toContain('Not used: "No", "AVG".');
  });
});
