import { describe, expect, it } from 'vitest';
import { count, ordinal } from '../../web/src/texts/format.ts';

describe('a number in a text', () => {
  it('has the ending of its place', () => {
    const places = [1, 2, 3, 4, 10, 11, 12, 13, 20, 21, 22, 23, 101, 111, 112, 113, 121, 640];
    expect(places.map(ordinal).join(' ')).toBe(
      '1st 2nd 3rd 4th 10th 11th 12th 13th 20th 21st 22nd 23rd 101st 111th 112th 113th 121st 640th',
    );
  });

  it('has its word in the singular for one alone', () => {
    expect([0, 1, 2, 21].map((n) => count(n, 'pick'))).toEqual(['0 picks', '1 pick', '2 picks', '21 picks']);
    expect(count(2, 'entry', 'entries')).toBe('2 entries');
  });
});
