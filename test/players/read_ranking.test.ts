import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeText } from '../../src/players/decode_text.ts';
import { ImportError } from '../../src/players/import_error.ts';
import type { Known } from '../../src/players/match_players.ts';
import { readPool } from '../../src/players/read_pool.ts';
import { readRanking, requireRanking } from '../../src/players/read_ranking.ts';

const REAL_DATA = process.env['REAL_DATA_DIR'];

type Row = readonly [name: string, positions?: string, team?: string | null];

function poolOf(...rows: readonly Row[]): Known[] {
  return rows.map(([name, positions = 'WR', team = null], index) => ({
    ...{ id: index + 1, name, proTeam: team },
    positions: positions.split(','),
  }));
}

const read = (text: string | Buffer, pool: readonly Known[]) =>
  readRanking(decodeText(typeof text === 'string' ? Buffer.from(text) : text), pool);
const namesOf = (players: readonly Known[]) => players.map(({ name }) => name);

describe('a name of a ranking', () => {
  const pool = poolOf(
    ...([
      ['Luka Dončić', 'PG', 'LAL'],
      ['Ja’Marr Chase', 'WR', 'CIN'],
      ['A.J. Brown', 'WR', 'PHI'],
    ] as const),
    ...([
      ['Kenneth Walker III', 'RB', 'SEA'],
      ['Marvin Harrison', 'WR', 'ARI'],
      ['Josh Allen', 'QB', 'BUF'],
    ] as const),
    ...([
      ['Amon-Ra St. Brown', 'WR', 'DET'],
      ['Martin Ødegaard', 'MID', 'ARS'],
      ['DeVonta Smith', 'WR', 'PHI'],
    ] as const),
    ...([
      ['Denver Broncos', 'DEF', 'DEN'],
      ['T. Hockenson', 'TE', 'MIN'],
      ['Robert Griffin', 'QB', null],
    ] as const),
  );

  it.each([
    ['Luka Doncic', 'Luka Dončić'],
    ['LUKA DONČIĆ', 'Luka Dončić'],
    ['Doncic, Luka', 'Luka Dončić'],
    ['L. Dončić', 'Luka Dončić'],
    ["Ja'Marr Chase", 'Ja’Marr Chase'],
    ['JaMarr Chase', 'Ja’Marr Chase'],
    ['Ja Marr Chase', 'Ja’Marr Chase'],
    ['AJ Brown', 'A.J. Brown'],
    ['A. J. Brown', 'A.J. Brown'],
    ['Brown, A.J.', 'A.J. Brown'],
    ['Kenneth Walker', 'Kenneth Walker III'],
    ['K. Walker III', 'Kenneth Walker III'],
    ['Marvin Harrison Jr.', 'Marvin Harrison'],
    ['Marvin Harrison, Jr.', 'Marvin Harrison'],
    ['Harrison Jr., Marvin', 'Marvin Harrison'],
    ['Harrison, Marvin, Jr.', 'Marvin Harrison'],
    ['Broncos, Denver', 'Denver Broncos'],
    ['Amon Ra St Brown', 'Amon-Ra St. Brown'],
    ['Amonra St. Brown', 'Amon-Ra St. Brown'],
    ['Martin Odegaard', 'Martin Ødegaard'],
    ['Devonta  Smith', 'DeVonta Smith'],
    ['Broncos D/ST', 'Denver Broncos'],
    ['Denver DST', 'Denver Broncos'],
    ['Denver Broncos Defense', 'Denver Broncos'],
    ['DEN D/ST', 'Denver Broncos'],
    ['TJ Hockenson', 'T. Hockenson'],
    ['Robert Griffin V', 'Robert Griffin'],
  ])('%s is that of %s', (given, name) => {
    const { players, unmatched } = read(`name\n"${given}"\n`, pool);
    expect([namesOf(players), unmatched]).toEqual([[name], []]);
  });

  const LISTED = ['Josh Allen', 'A.J. Brown', 'Marvin Harrison'];
  it.each([
    ['alone in each line', 'Allen, Josh\nBrown, A.J.\nHarrison, Marvin, Jr.\n'],
    ['numbered', '1. Allen, Josh\n2. Brown, A.J.\n3. Harrison Jr., Marvin\n'],
    ['numbered with commas', '1, Allen, Josh\n2, Brown, A.J.\n3, Harrison Jr., Marvin\n'],
    [
      'as everybody else writes names, numbered with commas',
      '1, Josh Allen\n2, A.J. Brown\n3, Marvin Harrison\n',
    ],
    ['of which some stand otherwise', 'Allen, Josh\nA.J. Brown\nHarrison, Marvin\n'],
    ['under a title', 'Player\nAllen, Josh\nBrown, A.J.\nHarrison, Marvin\n'],
    ['behind a rank', 'Rank,Player\n1,Allen, Josh\n2,Brown, A.J.\n3,Harrison, Marvin\n'],
    ['before a position', 'Player,Pos\nAllen, Josh,QB\nBrown, A.J.,WR\nHarrison, Marvin,WR\n'],
    ['in quotation marks', 'Player,Pos\n"Allen, Josh",QB\n"Brown, A.J.",WR\n"Harrison, Marvin",WR\n'],
    ['with semicolons', 'Player;Pos\nAllen, Josh;QB\nBrown, A.J.;WR\nHarrison, Marvin;WR\n'],
  ])('with the last name first is found %s', (_what, text) => {
    const { players, unmatched, rejected } = read(text, pool);
    expect([namesOf(players), unmatched, rejected]).toEqual([LISTED, [], []]);
  });

  it('with a position behind it needs a header that says so', () => {
    expect(() => read('Josh Allen, QB\nA.J. Brown, WR\n', pool)).toThrow('The file has no header line');
    expect(() => read('1,Josh Allen,QB\n2,A.J. Brown,WR\n', pool)).toThrow('The file has no header line');
  });

  it.each([
    ['Jos Allen', ['Josh Allen']],
    ['Jamar Chase', ['Ja’Marr Chase']],
    ['Xyzzy Qwerty', []],
  ])('%s is nobody’s, and near those of %j', (given, near) => {
    const { players, unmatched } = read(`name\n${given}\nJosh Allen\n`, pool);
    expect(namesOf(players)).toEqual(['Josh Allen']);
    expect(unmatched.map((row) => ({ ...row, candidates: namesOf(row.candidates) }))).toEqual([
      { line: 2, name: given, reason: 'nobody in the pool has this name', candidates: near },
    ]);
  });

  it('that several have is told by the position, then by the team, and else by nobody', () => {
    const twins = poolOf(
      ['Josh Allen', 'QB', 'BUF'],
      ['Josh Allen', 'LB', 'JAX'],
      ['Josh Allen', 'LB', 'NYG'],
    );
    const { players, unmatched } = read(
      'name,pos,team\nJosh Allen,LB,JAC\nJosh Allen,QB,\nJosh Allen,LB,\nJosh Allen,K,FA\n',
      twins,
    );
    expect(players.map(({ id }) => id)).toEqual([2, 1]);
    expect(unmatched.map(({ line, reason, candidates }) => [line, reason, candidates.length])).toEqual([
      [4, '2 players have this name', 3],
      [5, 'who has this name plays elsewhere, in another team', 3],
    ]);
  });

  it('with initials is nobody’s where two may be meant, or something contradicts', () => {
    const two = poolOf(['Josh Allen', 'QB', 'BUF'], ['Jonathan Allen', 'DL', 'WAS']);
    expect(read('name\nJ. Allen\n', two).unmatched).toMatchObject([{ reason: '2 players have this name' }]);
    expect(namesOf(read('name,pos\nJ. Allen,QB\n', two).players)).toEqual(['Josh Allen']);
    expect(read('name,pos,team\nJ. Allen,QB,KC\n', two).players).toEqual([]);
  });
});

describe('a text of a ranking', () => {
  const pool = poolOf(['Ann Able'], ['Bob Best'], ['Cy Cole'], ['Di Dunn']);

  it.each([
    ['by its rank, those without one last', 'name,rank\nBob Best,2\nDi Dunn,\nAnn Able,1\nCy Cole,-\n'],
    ['by its ADP', 'Player;ADP\nBob Best;2,5\nDi Dunn;9,1\nAnn Able;1,5\nCy Cole;9,05\n'],
    ['in its own order', 'name\nAnn Able\nBob Best\nDi Dunn\nCy Cole\n'],
    ['as a list of names', 'Ann Able\nBob Best\nDi Dunn\nCy Cole'],
    ['as a numbered list', '1. Ann Able\r\n2) Bob Best\r\n3 - Di Dunn\r\n4 Cy Cole\r\n'],
    ['with first and last name apart', 'first,last\nAnn,Able\nBob,Best\nDi,Dunn\nCy,Cole\n'],
  ])('is read %s', (what, text) => {
    const wanted = what.startsWith('by its ADP')
      ? ['Ann Able', 'Bob Best', 'Cy Cole', 'Di Dunn']
      : ['Ann Able', 'Bob Best', 'Di Dunn', 'Cy Cole'];
    const { players, unmatched, rejected } = read(text, pool);
    expect([namesOf(players), unmatched, rejected]).toEqual([wanted, [], []]);
  });

  it('names a player once; the second row is told of', () => {
    const { players, rejected } = read('name\nAnn Able\nA. Able\n\nx\u0000y\n', pool);
    expect(namesOf(players)).toEqual(['Ann Able']);
    expect(rejected).toEqual([
      { line: 3, reason: 'A. Able is Ann Able, who is listed before' },
      { line: 5, reason: 'the name has a control character (U+0000)' },
    ]);
  });

  it('needs no team and no bye that can be read', () => {
    expect(namesOf(read('name,bye,pos\nAnn Able,soon,\n', pool).players)).toEqual(['Ann Able']);
  });

  it('is refused as a whole, unless what is not known may be left out', () => {
    const reading = read('name\nAnn Able\nNobody Known\n', pool);
    expect(() => requireRanking(reading, false)).toThrow(
      '1 row names no player of the pool, or one again, so nothing was imported. Mend it, or import without (--skip-unmatched).',
    );
    expect(namesOf(requireRanking(reading, true))).toEqual(['Ann Able']);
    expect(() => requireRanking(read('name\nNobody Known\n', pool), true)).toThrow('No player of the pool');
  });

  it.each([
    ['is empty', '', 'The file is empty'],
    ['has no name', 'age,size\n1,2\n', 'The file has no header line'],
    ['is a web page', '<html></html>', 'web page'],
  ])('that %s is refused', (_what, text, says) => {
    expect(() => read(text, pool)).toThrow(ImportError);
    expect(() => read(text, pool)).toThrow(says);
  });

  it('of whatever it is made ends with players of the pool, each once, or is refused in a sentence', () => {
    const cell = fc.oneof(
      fc.constantFrom(
        'Ann Able',
        'A. Able',
        'Bob',
        'D/ST',
        '"',
        ',',
        ';',
        '-',
        '\u0000',
        '🙂',
        'name',
        'sep=;',
      ),
      fc.string({ maxLength: 8 }),
    );
    fc.assert(
      fc.property(fc.array(fc.array(cell, { maxLength: 4 }), { maxLength: 6 }), (rows) => {
        const text = rows.map((row) => row.join(',')).join('\n');
        try {
          const { players } = read(text, pool);
          expect(new Set(players).size).toBe(players.length);
          for (const player of players) expect(pool).toContain(player);
        } catch (error) {
          expect(error).toBeInstanceOf(ImportError);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('of 5,000 rows, 2,000 of them unknown, is matched with a pool of 5,000, with candidates for each', () => {
    const large = poolOf(
      ...Array.from(
        { length: 5_000 },
        (_, n): Row => [`Player${n % 71} Number${n * 7_919}`, 'WR', `T${n % 32}`],
      ),
    );
    const rows = [
      ...large.slice(0, 3_000).map(({ name }) => name),
      ...Array.from({ length: 2_000 }, (_, n) => `Playor${n % 71} Numbor${(n + 10) * 7_919}`),
    ];
    const { players, unmatched } = read(`name\n${rows.join('\n')}\n`, large);
    expect([players.length, unmatched.length]).toEqual([3_000, 2_000]);
    expect(unmatched.every(({ candidates }) => candidates.length > 0)).toBe(true);
  });

  it('of 5,000 rows whose name a pool of 5,000 has is nobody’s, without comparing each with each', () => {
    const pool = Array.from({ length: 5_000 }, (_, n) => ({
      ...{ id: n + 1, name: 'Ann Able', positions: n === 0 ? ['WR'] : ['QB'], proTeam: `T${n}` },
    }));
    const rows = Array.from({ length: 5_000 }, (_, n) => `Ann Able,S${n},WR`);
    const text = `name,team,positions\n${rows.join('\n')}`;
    const { players, unmatched } = readRanking({ text, encoding: 'UTF-8' }, pool);
    expect(players).toEqual([]);
    expect(unmatched).toHaveLength(5_000);
    expect(unmatched[0]).toMatchObject({
      ...{ reason: '5000 players have this name', candidates: pool.slice(0, 3) },
    });
  });
});

describe.skipIf(REAL_DATA === undefined)('a real list', () => {
  const folder = join(REAL_DATA ?? '', 'pools');
  const files = REAL_DATA === undefined ? [] : readdirSync(folder).filter((name) => name.endsWith('.csv'));

  it.each(files)('of players is matched with a pool that was made of it: %s', (name) => {
    const text = decodeText(readFileSync(join(folder, name)));
    const { players, rejected } = readPool(text, { most: 50_000 });
    // Rows that are broken in the source.
    const lines = new Set(rejected.map(({ line }) => line));
    const pool = players.map((player, index) => ({ ...player, id: index + 1 }));
    const reading = readRanking(text, pool);
    const unknown = reading.unmatched.filter(
      ({ line, reason }) => !lines.has(line) && !reason.startsWith('2 '),
    );
    expect(unknown).toEqual([]);
    expect(reading.players.length).toBeGreaterThan(0.98 * pool.length);
    expect(reading.players.slice(0, 100).map(({ id }) => id)).toEqual(pool.slice(0, 100).map(({ id }) => id));
  });
});
