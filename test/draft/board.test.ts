import { describe, expect, it } from 'vitest';
import { buildBoard } from '../../src/draft/board.ts';

const settings = {
  order: { kind: 'SNAKE' },
  rounds: 3,
  secondsPerPick: 30,
  secondsPerPickByRound: { 3: 90 },
  tradedPicks: [{ round: 2, slot: 1, owner: 2 }],
} as const;

describe('the board', () => {
  it('has one cell for each pick, in order, with its round and slot', () => {
    const board = buildBoard(settings, 2);
    expect(board.map(({ pickNumber, round, slot }) => [pickNumber, round, slot])).toEqual([
      [1, 1, 1],
      [2, 1, 2],
      [3, 2, 2],
      [4, 2, 1],
      [5, 3, 1],
      [6, 3, 2],
    ]);
  });

  it('leaves a traded pick in its place and changes its owner', () => {
    expect(buildBoard(settings, 2).map((cell) => cell.owner)).toEqual([1, 2, 2, 2, 1, 2]);
  });

  it('gives a round its own clock where there is one', () => {
    expect(buildBoard(settings, 2).map((cell) => cell.seconds)).toEqual([30, 30, 30, 30, 90, 90]);
  });
});
