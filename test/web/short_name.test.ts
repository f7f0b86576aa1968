import { expect, it } from 'vitest';
import { readBundledPool } from '../../src/players/bundled_pool.ts';
import { shortName } from '../../web/src/room/short_name.ts';

it('is the family name behind an initial, and of a defence what its team is called', () => {
  const short = (name: string, ...positions: string[]) => shortName({ name, positions });
  expect(short("Ja'Marr Chase", 'WR')).toBe('J. Chase');
  expect(short('Amon-Ra St. Brown', 'WR')).toBe('A. St. Brown');
  expect(short('Pelé', 'FWD')).toBe('Pelé');
  expect(short('New England Patriots', 'DEF')).toBe('Patriots');
  expect(short('Broncos D/ST', 'DEF')).toBe('Broncos');
  expect(short('Washington Football Team', 'DEF')).toBe('Washington Football Team');
  expect(short('Virgil van Dijk', 'DEF')).toBe('Virgil van Dijk');
});

it('is one word of each defence in the pool that comes with the service', () => {
  const defences = readBundledPool().filter(({ positions }) => positions.includes('DEF'));
  expect(defences).toHaveLength(32);
  expect(defences.map(shortName).filter((name) => name.includes(' '))).toEqual([]);
});
