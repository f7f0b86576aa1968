import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { foldName } from '../../src/draft/fold_name.ts';
import { readName } from '../../src/draft/names.ts';
import { inNormalForm, mostUnits } from '../../src/draft/normal_form.ts';
import { plainPosition } from '../../src/draft/positions.ts';
import { threadMsFor } from '../support/thread.ts';

const ROOT = join(import.meta.dirname, '..', '..');
/** Longer than a request may be. */
const MANY = 1_000_000;
/** A thousandth of what some of these texts took; what they take now is less than one. */
const AT_MOST_MS = 500;

/** Files below a folder of which a line that is no comment has the pattern, sorted. */
function filesWith(pattern: RegExp, folders: readonly string[], endings: RegExp): string[] {
  return folders
    .flatMap((folder) =>
      readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((name) =>
        join(folder, name),
      ),
    )
    .filter((file) => endings.test(file) && !/node_modules|\bdist\b/.test(file))
    .filter((file) =>
      pattern.test(readFileSync(join(ROOT, file), 'utf8').replace(/(^|\s)(--|\/\/|\/?\*).*$/gm, '$1')),
    )
    .sort();
}

describe('a text is brought into a normal form', () => {
  it('behind a bound, and nowhere else', () => {
    const folders = ['src', 'tasks', 'client', 'web/src', 'web/public', 'examples', 'tools'];
    expect(filesWith(/\.normalize\b/, folders, /\.(ts|tsx|js|mjs)$/)).toEqual([
      'src/draft/normal_form.ts',
      // In the browser of who types the text.
      'web/src/state/fold_text.ts',
    ]);
    // Names that were read before, and texts to search for, which have at most 1,000 characters.
    expect(filesWith(/\bnormalize\(/, ['migrations/functions'], /\.sql$/)).toEqual([
      'migrations/functions/leagues/plain_name.sql',
      'migrations/functions/players/fold_name.sql',
    ]);
  });

  it('of so many characters as the longest note may come with, and of no more', () => {
    expect(inNormalForm('e\u0301'.repeat(1_000), 'NFC')).toHaveLength(1_000);
    expect(() => inNormalForm('x'.repeat(mostUnits(500) + 1), 'NFC')).toThrow(RangeError);
  });
});

describe('a text of a megabyte costs next to nothing', () => {
  it.each([
    ['marks out of order', `a${'\u0301'.repeat(MANY)}${'\u0323'.repeat(MANY)}`],
    ['marks that take turns', 'a\u0323\u0301'.repeat(MANY)],
    ['signs that choose a look', `❤${'\ufe0f'.repeat(MANY)}x`],
    ['spaces', `a${' '.repeat(MANY)}a`],
    ['halves of characters', '\ud800'.repeat(MANY)],
  ])('of %s', async (_what, text) => {
    const took = await threadMsFor(() => {
      expect(readName(text)).toEqual({ problem: 'has more than 100 characters' });
      expect(readName(text, 500)).toEqual({ problem: 'has more than 500 characters' });
      foldName(text);
    });
    expect(took).toBeLessThan(AT_MOST_MS);
  });

  it('in as many notes as fit into it', async () => {
    const note = `a${'\u0301\u0323'.repeat(15)}`.repeat(64);
    const took = await threadMsFor(() => {
      for (let count = 0; count < MANY / note.length; count += 1) readName(note, 500);
    });
    expect(took).toBeLessThan(AT_MOST_MS);
  });

  it('of spaces, as the name of a position', async () => {
    const text = `a${' '.repeat(MANY)}b`;
    expect(await threadMsFor(() => plainPosition(text))).toBeLessThan(AT_MOST_MS);
    expect([plainPosition('  wr '), plainPosition('   '), plainPosition(' Wide  Receiver')]).toEqual([
      ...['WR', '', 'WIDE  RECEIVER'],
    ]);
  });
});
