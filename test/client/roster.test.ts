import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isWithinMaximums, type SeatKind, seatFor, seatRoster } from '../../client/roster.ts';
import { assignRoster } from '../../src/draft/assign_roster.ts';
import { draftLimits, fits } from '../../src/draft/roster_limits.ts';
import type { RosterSlot } from '../../src/draft/roster_slots.ts';

const POSITIONS = ['QB', 'RB', 'WR', 'TE'];
const positions = fc.subarray(POSITIONS, { minLength: 1 });
const kinds = fc.array(
  fc.record({ name: fc.string(), seats: fc.integer({ min: 1, max: 3 }), positions: fc.option(positions) }),
  { minLength: 1, maxLength: 5 },
);
const players = fc.array(positions, { maxLength: 8 });
const asSlots = (all: readonly SeatKind[]): RosterSlot[] =>
  all.map(({ name, seats, positions: who }) => ({ name, seats, positions: who ?? 'ANY' }));

describe('the roster of the client', () => {
  it('finds a seat for one more player exactly where the rules of the service do', () => {
    fc.assert(
      fc.property(kinds, players, positions, (seats, team, candidate) => {
        fc.pre(assignRoster(asSlots(seats), team) !== null);
        const allowed = assignRoster(asSlots(seats), [...team, candidate]) !== null;
        expect(seatFor(seats, team, candidate) !== null).toBe(allowed);
      }),
    );
  });

  it('counts position maximums as the service does', () => {
    const maximums = fc.dictionary(fc.constantFrom(...POSITIONS), fc.integer({ min: 0, max: 3 }));
    const bench = [{ name: 'BN', seats: 20, positions: 'ANY' as const }];
    fc.assert(
      fc.property(maximums, players, positions, (most, drafted, candidate) => {
        const limits = draftLimits(bench, most, POSITIONS);
        const team: string[][] = [];
        for (const one of drafted) if (fits(limits, team, one)) team.push(one);
        const listed = Object.entries(most).map(([position, count]) => ({ position, players: count }));
        expect(isWithinMaximums(listed, team, candidate)).toBe(fits(limits, team, candidate));
      }),
    );
  });

  it('seats nobody twice, and nobody where they may not sit', () => {
    fc.assert(
      fc.property(kinds, players, (seats, team) => {
        const roster = seatRoster(seats, team);
        const sitting = roster.flatMap(({ player }) => player ?? []);
        expect(new Set(sitting).size).toBe(sitting.length);
        for (const { kind, player } of roster) {
          const may =
            player === null ||
            kind.positions === null ||
            team[player]?.some((each) => kind.positions?.includes(each));
          expect(may).toBe(true);
        }
      }),
    );
  });
});
