import { describe, expect, it } from 'vitest';
import type { BoardSettings } from '../../src/draft/board.ts';
import { checkRoundClocks } from '../../src/draft/round_clocks.ts';

/** Two teams, three rounds: nobody picks in the second. */
const settings: BoardSettings = {
  ...{ order: { kind: 'SNAKE' }, rounds: 3, secondsPerPick: 30, secondsPerPickByRound: {}, tradedPicks: [] },
  keepers: [{ slot: 2, round: 2, playerId: 7 }],
  forfeits: [{ round: 2, slot: 1 }],
};

function check(rounds: readonly number[], change: Partial<BoardSettings> = {}, present?: readonly number[]) {
  const withClocks = (of: readonly number[]) => ({
    ...settings,
    secondsPerPickByRound: Object.fromEntries(of.map((round) => [round, 60])),
  });
  return () => checkRoundClocks({ ...withClocks(rounds), ...change }, 2, present && withClocks(present));
}

describe('a clock of a round', () => {
  it('in which somebody picks is taken, and one of a round in which nobody does is refused', () => {
    expect(check([1, 3])).not.toThrow();
    expect(check([2], { forfeits: [] })).not.toThrow();
    expect(check([1, 2])).toThrow(
      'A clock of a round is not usable: every pick of round 2 is kept or forfeited, so its clock has no effect; leave it out.',
    );
  });

  it('that was set before such a one was refused stays, and no other comes', () => {
    expect(check([1, 2], {}, [2])).not.toThrow();
    expect(check([2], {}, [1])).toThrow();
  });
});
