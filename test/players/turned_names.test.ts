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

  it('are left alone where what stands behind them is something else', () => {
    const text = 'name,pos\nAnn Able,QB,BUF\nBen Best,RB,CIN\n';
    const { players } = read(text);
    expect(players.map(({ name, positions }) => [name, ...positions])).toEqual([
      ['Ann Able', 'QB'],
      ['Ben Best', 'RB'],
    ]);
    const [one] = read('name,pos\n"Griffin, III",QB\n').players;
    expect(one?.name).toBe('Griffin, III');
  });
});
