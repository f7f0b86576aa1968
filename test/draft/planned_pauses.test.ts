import { describe, expect, it } from 'vitest';
import type { BoardSettings } from '../../src/draft/board.ts';
import { DraftError } from '../../src/draft/errors.ts';
import { checkPlannedPauses } from '../../src/draft/planned_pauses.ts';

/** Three teams, two rounds: the last pick is that of slot 1, the one before it that of slot 2. */
const settings: BoardSettings = {
  ...{ order: { kind: 'SNAKE' }, rounds: 2, secondsPerPick: 30, secondsPerPickByRound: {}, tradedPicks: [] },
  keepers: [{ slot: 2, round: 2, playerId: 7 }],
  forfeits: [{ round: 2, slot: 1 }],
};

function told(pauseBeforePicks: readonly number[], change: Partial<BoardSettings> = {}, present?: number[]) {
  try {
    const before = present && { ...settings, pauseBeforePicks: present };
    checkPlannedPauses({ ...settings, ...change, pauseBeforePicks }, 3, before);
    return 'accepted';
  } catch (error) {
    if (error instanceof DraftError) return `${error.code}: ${error.message}`;
    throw error;
  }
}

describe('a pause before a pick', () => {
  it('that nobody makes is planned where a pick behind it is made, and refused where none is', () => {
    expect(told([1, 4])).toBe('accepted');
    expect(told([2], { forfeits: [{ round: 1, slot: 2 }] })).toBe('accepted');
    expect(told([4, 5])).toBe(
      'PAUSE_INVALID: A pause before pick 5 would never come: every pick from pick 5 on is kept or forfeited. Name a pick up to 4, or drop it.',
    );
    expect(told([6])).toMatch(/^PAUSE_INVALID: A pause before pick 6 /);
    expect(told([5, 6], { keepers: [], forfeits: [] })).toBe('accepted');
  });

  it('that was planned before such a one was refused stays, and no other comes', () => {
    expect(told([5], {}, [5])).toBe('accepted');
    expect(told([1, 5], {}, [5])).toBe('accepted');
    expect(told([5, 6], {}, [5])).toMatch(/^PAUSE_INVALID: A pause before pick 6 /);
  });
});
