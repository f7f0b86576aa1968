import { describe, expect, it } from 'vitest';
import { flexPositions, POSITION_ALIASES, plainPosition, plainPositions } from '../../src/draft/positions.ts';
import { standardSlots } from '../../src/draft/roster_slots.ts';

describe('positions', () => {
  it('have one name each: no alias leads to another alias', () => {
    for (const [alias, position] of Object.entries(POSITION_ALIASES)) {
      expect(plainPosition(alias.toLowerCase()), alias).toBe(position);
      expect(plainPosition(position), alias).toBe(position);
    }
  });

  it('that are unknown are only put in capitals', () => {
    expect(plainPositions(['util', ' lb ', 'LB', 'constructor'])).toEqual(['UTIL', 'LB', 'CONSTRUCTOR']);
  });

  it('of flex seats are known by name or by letters', () => {
    expect(flexPositions('w/r/t')).toEqual(['WR', 'RB', 'TE']);
    expect(flexPositions('Q/W/R/T')).toEqual(['QB', 'WR', 'RB', 'TE']);
    expect(flexPositions('Superflex')).toEqual(['QB', 'RB', 'WR', 'TE']);
    for (const name of ['W', 'D/ST', 'W/X', '', '/', 'toString']) expect(flexPositions(name)).toBeUndefined();
  });
});

describe('a roster slot', () => {
  it.each([
    ['DST', ['DEF']],
    ['D/ST', ['DEF']],
    ['def', ['DEF']],
    ['PK', ['K']],
    ['rb', ['RB']],
    ['W/R/T', ['WR', 'RB', 'TE']],
    ['RB/WR', ['RB', 'WR']],
    ['Flex', ['RB', 'WR', 'TE']],
    ['Bench', 'ANY'],
    ['BE', 'ANY'],
  ] as const)('named %s takes %s, and keeps its name', (name, positions) => {
    expect(standardSlots([{ name: ` ${name} `, seats: 2 }])).toEqual([{ name, seats: 2, positions }]);
  });

  it('calls its positions by their usual names, each once', () => {
    const [slot] = standardSlots([{ name: 'X', seats: 1, positions: ['dst', 'Def', 'pk', 'W/R'] }]);
    expect(slot?.positions).toEqual(['DEF', 'K', 'WR', 'RB']);
  });

  it('takes several positions that are listed in one text', () => {
    const [slot] = standardSlots([
      { name: 'X', seats: 1, positions: ['wr/te', 'D/ST', 'Point Guard/SG', 'K/LB'] },
    ]);
    expect(slot?.positions).toEqual(['WR', 'TE', 'DEF', 'PG', 'SG', 'K/LB']);
  });

  it.each(['A/B', 'LB', 'RB/LB', '\u200b', ''])('named %j needs positions or another name', (name) => {
    expect(() => standardSlots([{ name, seats: 1 }])).toThrow(
      expect.objectContaining({ code: 'ROSTER_INVALID' }),
    );
  });
});
