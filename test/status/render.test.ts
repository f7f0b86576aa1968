import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { judge } from '../../src/status/judge.ts';
import { render } from '../../src/status/render.ts';
import { type Screen, watch } from '../../src/status/watch.ts';
import { clockTime, duration } from '../../src/status/words.ts';
import { everythingIsWrong, facts } from './facts.ts';

const screenOf = (told = facts(), width = 80) =>
  render(told, judge(told), width).map((line) => stripVTControlCharacters(line));

describe('the screen', () => {
  it('says in its first sentence that all is well', () => {
    expect(screenOf()[2]).toBe(' All is well');
  });

  it('says first how many things need somebody, and what to do about each', () => {
    const lines = screenOf(everythingIsWrong);
    expect(lines[2]).toBe(' 12 things need you');
    for (const text of [
      'kill -9',
      '291 drafts are overdue',
      'locked 44 s',
      'No player fits: so it is',
      'again in 1.2 s',
    ])
      expect(lines.join('\n')).toContain(text);
    expect(lines.filter((line) => line.startsWith('   → docs/operations.md#'))).toHaveLength(19);
  });

  it.each([70, 80, 120])('fits into %d columns, whatever is wrong', (width) => {
    // A word longer than a line, such as a name of a host, is all that may stand out.
    const long = screenOf(everythingIsWrong, width).filter(
      (line) => line.length > width && !line.includes('xxxxx'),
    );
    expect(long).toEqual([]);
  });
});

describe('words', () => {
  it.each([
    [-1, '0 s'],
    [0.04, '0 s'],
    [5, '5 s'],
    [9.94, '9.9 s'],
    [45.4, '45 s'],
    [119, '119 s'],
    [600, '10 min'],
    [7_300, '2 h 1 min'],
    [400_000, '4 days'],
  ])('of %d s are "%s"', (seconds, words) => expect(duration(seconds)).toBe(words));

  it('of a time are in UTC', () =>
    expect(clockTime('2026-09-04T22:00:00.9+02:00')).toBe('2026-09-04 20:00:00'));
});

describe('watching', () => {
  async function watched(terminal: Partial<Screen>): Promise<string> {
    const ending = new AbortController();
    let text = '';
    let rounds = 0;
    const look = async () => {
      rounds += 1;
      if (rounds === 2) ending.abort();
      return `round ${rounds}\nsecond line\nthird line\n`;
    };
    const write = (written: string) => {
      text += written;
    };
    const screen = { write, ...terminal };
    await watch(look, { screen, between: '\n', signal: ending.signal });
    return text;
  }

  it('elsewhere than on a terminal writes no control characters, and ends when it is asked to', async () => {
    expect(await watched({})).toBe('round 1\nsecond line\nthird line\n');
  });

  it('on a terminal clears the screen, shows as much as there is room, and gives the cursor back', async () => {
    const text = await watched({ isTTY: true, rows: 3 });
    expect(text).toContain('\x1b[2J');
    expect(text).toContain('second line');
    expect(text).not.toContain('third line');
    expect(text.endsWith('\x1b[?25h')).toBe(true);
  });
});
