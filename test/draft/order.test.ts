import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DraftOrder, slotOfPick } from '../../src/draft/order.ts';

/** The pick numbers of a slot, in order. */
function picksOfSlot(order: DraftOrder, teams: number, rounds: number, slot: number): number[] {
  const numbers = Array.from({ length: teams * rounds }, (_, index) => index + 1);
  return numbers.filter((number) => slotOfPick(order, teams, number).slot === slot);
}

describe('the order of a draft', () => {
  it('counts up in every round when it is linear', () => {
    expect(picksOfSlot({ kind: 'LINEAR' }, 12, 4, 1)).toEqual([1, 13, 25, 37]);
    expect(picksOfSlot({ kind: 'LINEAR' }, 12, 4, 12)).toEqual([12, 24, 36, 48]);
  });

  it('is reversed in every even round when it is a snake', () => {
    expect(picksOfSlot({ kind: 'SNAKE' }, 12, 5, 1)).toEqual([1, 24, 25, 48, 49]);
    expect(picksOfSlot({ kind: 'SNAKE' }, 12, 5, 12)).toEqual([12, 13, 36, 37, 60]);
  });

  it('flips from the third round on with the third-round reversal', () => {
    const order: DraftOrder = { kind: 'REVERSAL', fromRound: 3 };
    expect(picksOfSlot(order, 12, 5, 1)).toEqual([1, 24, 36, 37, 60]);
    expect(picksOfSlot(order, 12, 5, 12)).toEqual([12, 13, 25, 48, 49]);
  });

  it('follows a custom order exactly', () => {
    const order: DraftOrder = {
      kind: 'CUSTOM',
      rounds: [
        [2, 3, 1],
        [1, 2, 3],
      ],
    };
    expect([1, 2, 3, 4, 5, 6].map((number) => slotOfPick(order, 3, number).slot)).toEqual([2, 3, 1, 1, 2, 3]);
    expect(() => slotOfPick(order, 3, 7)).toThrow('no pick 7');
  });

  it('gives every slot exactly one pick in every round, whatever the kind', () => {
    const kinds = fc.oneof(
      fc.constant<DraftOrder>({ kind: 'SNAKE' }),
      fc.constant<DraftOrder>({ kind: 'LINEAR' }),
      fc.record({ kind: fc.constant('REVERSAL' as const), fromRound: fc.integer({ min: 1, max: 30 }) }),
    );
    fc.assert(
      fc.property(
        kinds,
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 1, max: 30 }),
        (order, teams, round) => {
          const numbers = Array.from({ length: teams }, (_, index) => (round - 1) * teams + index + 1);
          const places = numbers.map((number) => slotOfPick(order, teams, number));
          expect(places.every((place) => place.round === round)).toBe(true);
          expect(new Set(places.map((place) => place.slot)).size).toBe(teams);
        },
      ),
      { seed: 20_250_904, numRuns: 300 },
    );
  });
});
