import { describe, expect, it } from 'vitest';
import { decodeText } from '../../src/players/decode_text.ts';
import { readPool } from '../../src/players/read_pool.ts';

const read = (text: string) => readPool(decodeText(Buffer.from(text)), { most: 100 });

describe('the names of a pool', () => {
  it.each([
    ['in quotation marks', 'name,pos\n"Able, Ann",QB\n"Best Jr., Ben",RB\n"Cole, Cy, III",WR\n'],
    ['without', 'name,pos\nAble, Ann,QB\nBest Jr., Ben,RB\nCole III, Cy,WR\n'],
    ['with semicolons', 'rank;name;pos\n1;Able, Ann;QB\n2;Best Jr., Ben;RB\n3;Cole III, Cy;WR\n'],
  ])('are turned where the last name stands first, %s', (_what, text) => {
    const { players, report } = read(text);
    expect(players.map(({ name }) => name)).toEqual(['Ann Able', 'Ben Best Jr.', 'Cy Cole III']);
    expect(report.join('\n')).toContain('"Last, First" read as "First Last": 3 players');
  });

  it.each([
    ['beside names in quotation marks', 'Name,Pos\n"Brown, A.J.",WR\nSmith, Joe,WR\nDoe,QB\n'],
    ['before a team', 'Name,Team,Pos\nAnn Able,CIN,OF\nSmith, Joe,BUF,OF\n'],
  ])('are turned row by row where only that makes positions, %s', (_what, text) => {
    const { players, rejected } = read(text);
    expect(rejected).toEqual([]);
    expect(players.find(({ name }) => name.includes('Smith'))?.name).toBe('Joe Smith');
    expect(new Set(players.flatMap(({ positions }) => positions))).not.toContain('JOE');
  });

  it.each([
    ['a team', 'Name,Pos\nAnn Able,QB,BUF\nDoe,QB\n', [[2, 3, 2]]],
    [
      'teams alone',
      'Name,Pos\nAnn Able,QB,BUF\nBen Best,RB,CIN\n',
      [
        [2, 3, 2],
        [3, 3, 2],
      ],
    ],
    ['a team, the position written out', 'Name,Pos\nAnn Able,Quarterback,BUF\n', [[2, 3, 2]]],
    ['whatever else', 'Name,Team,Pos\nAnn Able,CIN,QB,9,x\nDoe,BUF,QB\n', [[2, 5, 3]]],
    ['what may be a name', 'Pos,Name,Team\nWR,Smith, Joe\nWR,Doe, Jim,CIN\n', [[3, 4, 3]]],
  ] as const)(
    'are left alone where what stands behind them is %s: the row is rejected',
    (_what, text, rows) => {
      expect(read(text).rejected).toEqual(
        rows.map(([line, cells, headers]) => ({
          line,
          reason: `the row has ${cells} cells, the header has ${headers}`,
        })),
      );
    },
  );

  it('may have empty cells behind them, and cells under no header are told of', () => {
    const { players, rejected, report } = read('Name,Pos\nAnn,QB,,\nBen,RB,\n');
    expect([players.length, rejected.length]).toEqual([2, 0]);
    expect(report).toContain('Every column was used.');
    expect(read('Name,Pos,\nAnn,QB,NE\n').report).toContain('Not used: column 3 (without a header).');
  });

  it('are left alone where a suffix stands behind them', () => {
    const [one] = read('name,pos\n"Griffin, III",QB\n').players;
    expect(one?.name).toBe('Griffin, III');
  });
});
