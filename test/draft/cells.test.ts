import { describe, expect, it } from 'vitest';
import { buildBoard } from '../../src/draft/board.ts';
import { type CellSettings, checkCells, type Keeper } from '../../src/draft/cells.ts';
import { DraftError } from '../../src/draft/errors.ts';

const TEAMS = 3;
/** Slot 1 owns the cell of slot 2 in round 1. */
const traded: CellSettings = { rounds: 2, tradedPicks: [{ round: 1, slot: 2, owner: 1 }] };

function keeper(slot: number, round: number, playerId = 7, cellSlot?: number): Keeper {
  return { slot, round, playerId, ...(cellSlot === undefined ? {} : { cellSlot }) };
}

function refusal(change: Partial<CellSettings>, teams = TEAMS): DraftError | null {
  try {
    checkCells({ ...traded, ...change }, teams);
    return null;
  } catch (error) {
    if (error instanceof DraftError) return error;
    throw error;
  }
}

describe('keepers and forfeits', () => {
  it('are accepted where each cell belongs to the team that keeps, also by a trade', () => {
    expect(refusal({ keepers: [keeper(1, 1), keeper(1, 1, 8, 2), keeper(2, 2, 9)] })).toBeNull();
    expect(refusal({ forfeits: [{ round: 1, slot: 2 }] })).toBeNull();
  });

  it.each([
    [
      'a cell that a trade took away',
      { keepers: [keeper(2, 1)] },
      'The team of slot 2 cannot keep player 7 for its pick of round 1: the pick belongs to the team of slot 1, by a trade. Correct or drop the keeper.',
    ],
    [
      "another team's cell",
      { keepers: [keeper(2, 2, 7, 3)] },
      'The team of slot 2 cannot keep player 7 for its pick of round 2, slot 3: the pick belongs to the team of slot 3. Correct or drop the keeper.',
    ],
    [
      'a cell that costs two keepers',
      { keepers: [keeper(1, 2), keeper(1, 2, 8)] },
      'The team of slot 1 cannot keep player 8 for its pick of round 2: it costs the same pick as the keeper with player 7. Correct or drop the keeper.',
    ],
    [
      'a player named twice',
      { keepers: [keeper(1, 2), keeper(3, 2)] },
      'The team of slot 3 cannot keep player 7 for its pick of round 2: the player is kept already, by the team of slot 1. Correct or drop the keeper.',
    ],
    [
      'a forfeited cell',
      { keepers: [keeper(3, 2)], forfeits: [{ round: 2, slot: 3 }] },
      'The team of slot 3 cannot keep player 7 for its pick of round 2: the pick is forfeited. Correct or drop the keeper.',
    ],
    [
      'a round that is not played',
      { keepers: [keeper(3, 3)] },
      'The team of slot 3 cannot keep player 7 for its pick of round 3: the board has no such pick; name a round from 1 to 2 and a slot from 1 to 3. Correct or drop the keeper.',
    ],
    [
      'a slot that there is not',
      { keepers: [keeper(4, 1, 7, 1)] },
      'The team of slot 4 cannot keep player 7 for its pick of round 1, slot 1: the draft has no slot 4; name one from 1 to 3. Correct or drop the keeper.',
    ],
  ] as [string, Partial<CellSettings>, string][])(
    'are refused with %s: the sentence names it',
    (_, change, sentence) => {
      expect(refusal(change)).toMatchObject({ code: 'KEEPER_INVALID', message: sentence });
    },
  );

  it.each([
    ['a cell that there is not', [{ round: 1, slot: 4 }]],
    ['half a round', [{ round: 1.5, slot: 1 }]],
    [
      'a cell named twice',
      [
        { round: 1, slot: 2 },
        { round: 1, slot: 2 },
      ],
    ],
  ])('are refused with a forfeit of %s', (_, forfeits) => {
    expect(refusal({ forfeits })).toMatchObject({ code: 'FORFEIT_INVALID', numbers: forfeits[0] });
  });

  it('leave something to draft', () => {
    const forfeits = [
      { round: 2, slot: 1 },
      { round: 2, slot: 2 },
    ];
    const keepers = [keeper(1, 1), keeper(1, 1, 8, 2), keeper(3, 1, 9)];
    expect(refusal({ keepers, forfeits })).toBeNull();
    expect(refusal({ keepers: [...keepers, keeper(3, 2, 10)], forfeits })).toMatchObject({
      code: 'NOTHING_TO_DRAFT',
    });
  });
});

describe('the board', () => {
  it('has keepers and forfeits at their cells, wherever the order puts them', () => {
    const cells = buildBoard(
      {
        ...traded,
        ...{ order: { kind: 'SNAKE' }, secondsPerPick: 60, secondsPerPickByRound: {} },
        keepers: [keeper(1, 1, 8, 2), keeper(1, 2)],
        forfeits: [{ round: 2, slot: 3 }],
      },
      TEAMS,
    );
    expect(cells.map(({ owner, keeper, isForfeited }) => [owner, keeper, isForfeited])).toEqual([
      ...[
        [1, null, false],
        [1, 8, false],
        [3, null, false],
      ],
      ...[
        [3, null, true],
        [2, null, false],
        [1, 7, false],
      ],
    ]);
  });
});
