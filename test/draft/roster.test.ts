import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assignRoster, openSlots } from '../../src/draft/assign_roster.ts';
import {
  draftLimits,
  fits,
  positionBits,
  positionsOfBits,
  rosterLimits,
} from '../../src/draft/roster_limits.ts';
import { accepts, type RosterSlot, standardSlots } from '../../src/draft/roster_slots.ts';

const POSITIONS = ['A', 'B', 'C', 'D', 'E'];

const slotsOfALeague: fc.Arbitrary<RosterSlot[]> = fc
  .array(
    fc.record({
      seats: fc.integer({ min: 1, max: 3 }),
      positions: fc.oneof(
        { weight: 4, arbitrary: fc.subarray(POSITIONS, { minLength: 1, maxLength: 3 }) },
        { weight: 1, arbitrary: fc.constant('ANY' as const) },
      ),
    }),
    { minLength: 1, maxLength: 6 },
  )
  .map((slots) => slots.map((slot, i) => ({ name: `S${i}`, ...slot })));

const positionsOfAPlayer = fc.subarray(POSITIONS, { minLength: 1, maxLength: 3 });

describe('roster limits', () => {
  it('say that a player fits exactly when all players can be seated at once', () => {
    let fitted = 0;
    let refused = 0;
    fc.assert(
      fc.property(
        slotsOfALeague,
        fc.array(positionsOfAPlayer, { minLength: 1, maxLength: 14 }),
        fc.integer({ min: 0, max: 3 }),
        (slots, candidates, sparedSeats) => {
          const seats = slots.reduce((sum, slot) => sum + slot.seats, 0);
          const rounds = Math.max(1, seats - sparedSeats);
          const limits = rosterLimits(slots, POSITIONS, rounds);
          const roster: string[][] = [];
          for (const candidate of candidates) {
            if (roster.length === rounds) break;
            const canBeSeated = assignRoster(slots, [...roster, candidate]) !== null;
            expect(fits(limits, roster, candidate)).toBe(canBeSeated);
            if (canBeSeated) roster.push(candidate);
            if (canBeSeated) fitted += 1;
            else refused += 1;
          }
        },
      ),
      { seed: 7, numRuns: 3_000 },
    );
    expect(fitted).toBeGreaterThan(1_000);
    expect(refused).toBeGreaterThan(1_000);
  });

  it('of a standard league exclude a second kicker without a bench, and no player with an unlimited one', () => {
    const positions = ['DEF', 'K', 'QB', 'RB', 'TE', 'WR'];
    const starters = standardSlots([
      { name: 'QB', seats: 1 },
      { name: 'RB', seats: 2 },
      { name: 'WR', seats: 2 },
      { name: 'TE', seats: 1 },
      { name: 'FLEX', seats: 1 },
      { name: 'K', seats: 1 },
      { name: 'DEF', seats: 1 },
    ]);
    const limits = rosterLimits(starters, positions, 9);
    expect(fits(limits, [['K']], ['K'])).toBe(false);
    expect(fits(limits, [['RB'], ['RB']], ['RB'])).toBe(true);
    expect(fits(limits, [['RB'], ['RB'], ['RB']], ['RB'])).toBe(false);
    expect(fits(limits, [['RB'], ['RB'], ['RB']], ['WR'])).toBe(true);
    expect(fits(limits, [['RB'], ['RB'], ['RB'], ['WR'], ['WR']], ['WR'])).toBe(false);
    const withBench = [...starters, { name: 'BN', seats: 20, positions: 'ANY' as const }];
    expect(rosterLimits(withBench, positions, 9)).toEqual([]);
  });

  it('are as many as can bind, the narrowest first', () => {
    const slots = standardSlots([
      { name: 'QB', seats: 1 },
      { name: 'RB', seats: 1 },
      { name: 'FLEX', seats: 1 },
    ]);
    const positions = ['K', 'QB', 'RB', 'TE', 'WR'];
    expect(rosterLimits(slots, positions, 3)).toEqual([
      { positions: ['K'], maxPlayers: 0 },
      { positions: ['K', 'QB'], maxPlayers: 1 },
      { positions: ['K', 'TE', 'WR'], maxPlayers: 1 },
      { positions: ['K', 'QB', 'TE', 'WR'], maxPlayers: 2 },
      { positions: ['K', 'RB', 'TE', 'WR'], maxPlayers: 2 },
    ]);
    expect(rosterLimits(slots, positions, 2)).toHaveLength(3);
  });

  it('refuse a position that no slot takes', () => {
    const limits = rosterLimits([{ name: 'QB', seats: 2, positions: ['QB'] }], ['P', 'QB'], 2);
    expect(fits(limits, [], ['P'])).toBe(false);
    expect(fits(limits, [], ['P', 'QB'])).toBe(true);
  });

  it('refuse rosters that would need thousands of them, and count only what can bind', () => {
    const positions = Array.from({ length: 16 }, (_, i) => `P${i}`);
    const slots = positions.map((name) => ({ name, seats: 1, positions: [name] }));
    expect(rosterLimits(slots, positions, 3)).toHaveLength(16 + (16 * 15) / 2);
    expect(() => rosterLimits(slots, positions, 16)).toThrow(
      expect.objectContaining({ code: 'ROSTER_TOO_COMPLEX' }),
    );
    const tooMany = Array.from({ length: 32 }, (_, i) => `P${i}`);
    expect(() => rosterLimits([], tooMany, 1)).toThrow(
      expect.objectContaining({ code: 'ROSTER_TOO_COMPLEX' }),
    );
  });
});

/** Whether all can be seated, by trying every way: slow, and plainly right. */
function canBeSeatedSomehow(slots: readonly RosterSlot[], players: readonly (readonly string[])[]): boolean {
  const [player, ...others] = players;
  if (!player) return true;
  return slots.some((slot, index) => {
    if (slot.seats === 0 || !accepts(slot, player)) return false;
    const left = slots.map((other, i) => (i === index ? { ...other, seats: other.seats - 1 } : other));
    return canBeSeatedSomehow(left, others);
  });
}

/** The most of these players who can sit at once. */
function mostSeated(slots: readonly RosterSlot[], players: readonly (readonly string[])[]): number {
  const [player, ...others] = players;
  if (!player) return 0;
  const seatings = slots.map((slot, index) => {
    if (slot.seats === 0 || !accepts(slot, player)) return 0;
    const left = slots.map((other, i) => (i === index ? { ...other, seats: other.seats - 1 } : other));
    return 1 + mostSeated(left, others);
  });
  return Math.max(mostSeated(slots, others), ...seatings);
}

describe('a seating', () => {
  it('is found exactly when there is one', () => {
    const few = fc.array(positionsOfAPlayer, { maxLength: 6 });
    fc.assert(
      fc.property(slotsOfALeague, few, (slots, players) => {
        expect(assignRoster(slots, players) !== null).toBe(canBeSeatedSomehow(slots, players));
      }),
      { seed: 13, numRuns: 500 },
    );
  });

  it('has an open slot for exactly the players who would raise the number of seated ones', () => {
    const few = fc.array(positionsOfAPlayer, { maxLength: 5 });
    fc.assert(
      fc.property(slotsOfALeague, few, positionsOfAPlayer, (slots, players, candidate) => {
        const isTaken = openSlots(slots, players).some(({ slot }) => accepts(slot, candidate));
        expect(isTaken).toBe(mostSeated(slots, [...players, candidate]) > mostSeated(slots, players));
      }),
      { seed: 17, numRuns: 300 },
    );
  });

  it('seats every player in a slot that takes them, within its seats', () => {
    fc.assert(
      fc.property(slotsOfALeague, fc.array(positionsOfAPlayer, { maxLength: 8 }), (slots, players) => {
        const seating = assignRoster(slots, players);
        if (seating === null) return;
        for (const [player, index] of seating.entries()) {
          const slot = slots[index];
          expect(slot && accepts(slot, players[player] ?? [])).toBe(true);
        }
        for (const [index, slot] of slots.entries()) {
          expect(seating.filter((seat) => seat === index).length).toBeLessThanOrEqual(slot.seats);
        }
      }),
      { seed: 11, numRuns: 1_000 },
    );
  });
});

describe('a player who raises the number of filled seats among some of the slots', () => {
  it('fits the whole roster', () => {
    let raised = 0;
    fc.assert(
      fc.property(
        slotsOfALeague,
        fc.integer({ min: 1, max: 6 }),
        fc.array(positionsOfAPlayer, { minLength: 2, maxLength: 14 }),
        (slots, starting, players) => {
          const roster: string[][] = [];
          for (const candidate of players) {
            const isFitting = assignRoster(slots, [...roster, candidate]) !== null;
            const open = openSlots(slots.slice(0, starting), roster);
            if (open.some(({ slot }) => accepts(slot, candidate))) {
              raised += 1;
              expect(isFitting).toBe(true);
            }
            if (isFitting) roster.push(candidate);
          }
        },
      ),
      { seed: 23, numRuns: 2_000 },
    );
    expect(raised).toBeGreaterThan(1_000);
  });
});

describe('slots', () => {
  it('that everybody knows need no positions; others do', () => {
    expect(standardSlots([{ name: 'SUPER_FLEX', seats: 1 }])[0]?.positions).toEqual(['QB', 'RB', 'WR', 'TE']);
    expect(standardSlots([{ name: 'IDP', seats: 2, positions: ['LB', 'DL'] }])).toHaveLength(1);
    for (const name of ['IDP', 'constructor']) {
      expect(() => standardSlots([{ name, seats: 1 }])).toThrow(
        expect.objectContaining({ code: 'ROSTER_INVALID' }),
      );
    }
  });
});

describe('positions as bits', () => {
  it('are the same after a round trip', () => {
    const pool = Array.from({ length: 31 }, (_, i) => `P${i}`);
    fc.assert(
      fc.property(fc.subarray(pool), (positions) => {
        const bits = positionBits(pool, positions);
        expect(bits).toBeGreaterThanOrEqual(0);
        expect(positionsOfBits(pool, bits)).toEqual(positions);
      }),
      { seed: 3 },
    );
  });
});

describe('position maximums', () => {
  it('let a player in exactly when the roster seats all, and each can be counted at a position that has room', () => {
    let refused = 0;
    const most = fc.dictionary(fc.constantFrom(...POSITIONS), fc.integer({ min: 0, max: 3 }), { maxKeys: 4 });
    fc.assert(
      fc.property(
        slotsOfALeague,
        most,
        fc.array(positionsOfAPlayer, { minLength: 1, maxLength: 14 }),
        (slots, maximums, candidates) => {
          const limits = draftLimits(slots, maximums, POSITIONS);
          const unlimited = POSITIONS.filter((position) => !Object.hasOwn(maximums, position));
          // Slots that seat as many of a position as a team may have.
          const counted = [
            ...Object.entries(maximums).map(([name, seats]) => ({ name, seats, positions: [name] })),
            { name: 'others', seats: candidates.length, positions: unlimited },
          ];
          const roster: string[][] = [];
          const seats = slots.reduce((sum, slot) => sum + slot.seats, 0);
          for (const candidate of candidates) {
            if (roster.length === seats) break;
            const all = [...roster, candidate];
            const may = assignRoster(slots, all) !== null && assignRoster(counted, all) !== null;
            expect(fits(limits, roster, candidate)).toBe(may);
            if (may) roster.push(candidate);
            else refused += 1;
          }
        },
      ),
      { seed: 11, numRuns: 1_000 },
    );
    expect(refused).toBeGreaterThan(500);
  });

  it('hold for a team that has more picks than there are rounds, by trades', () => {
    const slots = standardSlots([
      { name: 'QB', seats: 2 },
      { name: 'BN', seats: 4 },
    ]);
    const limits = draftLimits(slots, {}, ['QB', 'RB']);
    const backs = Array.from({ length: 4 }, () => ['RB']);
    expect(fits(limits, backs, ['RB'])).toBe(false);
    expect(fits(limits, backs, ['QB'])).toBe(true);
  });
});
