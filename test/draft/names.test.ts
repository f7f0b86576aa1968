import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldName } from '../../src/draft/fold_name.ts';
import { readName } from '../../src/draft/names.ts';

const text = fc.string({ unit: 'binary', maxLength: 20 });
const plain = (given: string) => {
  const reading = readName(given);
  return 'name' in reading ? reading.name : reading.problem;
};

describe('a name', () => {
  it.each([
    [' A ', 'A'],
    ['A\u00a0\u2003B', 'A B'],
    ['Donc\u030cic\u0301', 'Dončić'],
    ['❤\ufe0f', '❤'],
    ['👨‍👩‍👧 and Co', '👨‍👩‍👧 and Co'],
    ['🏴‍☠️ Raiders', '🏴‍☠ Raiders'],
    ['🏴󠁧󠁢󠁥󠁮󠁧󠁿 Lads', '🏴󠁧󠁢󠁥󠁮󠁧󠁿 Lads'],
    ['שלום', 'שלום'],
    ['', 'is empty'],
    [' \u3000 ', 'is empty'],
    ['A\tB', 'has a control character (U+0009)'],
    ['A\u2028B', 'has a line break (U+2028)'],
    ['A\u202eB', 'has a character that changes the direction of text (U+202E)'],
    ['A\u200e', 'has a character that changes the direction of text (U+200E)'],
    ['A\u200b', 'has an invisible character (U+200B)'],
    ['A\u00adB', 'has an invisible character (U+00AD)'],
    ['\ufeffA', 'has an invisible character (U+FEFF)'],
    ['A\ufe0f', 'has an invisible character (U+FE0F)'],
    ['A\u200dB', 'has an invisible character (U+200D)'],
    ['\u3164', 'has an invisible character (U+3164)'],
    ['\u2800', 'has an invisible character (U+2800)'],
    ['🏴\u{e0061}', 'has an invisible character (U+E0061)'],
    ['\ud800', 'has half a character'],
    ['x'.repeat(101), 'has more than 100 characters'],
    ['🏈'.repeat(100), '🏈'.repeat(100)],
    // With its marks apart, as some keyboards send it.
    ['e\u0302\u0301'.repeat(100), 'ế'.repeat(100)],
    [`a${'\u0301'.repeat(30)}`, `á${'\u0301'.repeat(29)}`],
    [`a${'\u0301'.repeat(31)}`, 'has more than 30 marks on one character'],
    [`a${' '.repeat(398)}b`, 'a b'],
    [`a${' '.repeat(399)}b`, 'has more than 100 characters'],
  ])('%j is %j', (given, expected) => {
    expect(plain(given)).toBe(expected);
  });

  it('in plain form stays as it is, and has no invisible character', () => {
    let names = 0;
    fc.assert(
      fc.property(text, (given) => {
        const reading = readName(given);
        if ('problem' in reading) return;
        names += 1;
        expect(readName(reading.name)).toEqual(reading);
        expect(reading.name).toBe(reading.name.trim());
        expect(reading.name).not.toMatch(/\p{Cc}|\u202e|\u200b| {2}/u);
      }),
      { seed: 15, numRuns: 5_000 },
    );
    expect(names).toBeGreaterThan(1_000);
  });

  it('that is folded folds to itself', () => {
    fc.assert(
      fc.property(text, (given) => {
        const once = foldName(given.toWellFormed());
        expect(foldName(once)).toBe(once);
      }),
      { seed: 16, numRuns: 5_000 },
    );
  });
});
