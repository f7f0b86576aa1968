import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isWithinMaximums, type SeatKind, seatFor, seatRoster, takes } from '../../client/roster.ts';
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
          const may = player === null || takes(kind, team[player] ?? []);
          expect(may).toBe(true);
        }
      }),
    );
  });

  const STARTERS: readonly SeatKind[] = [
    { name: 'RB', seats: 2, positions: ['RB'] },
    { name: 'WR', seats: 1, positions: ['WR'] },
    { name: 'FLEX', seats: 1, positions: ['RB', 'WR', 'TE'] },
  ];
  const LEAGUE = [...STARTERS, { name: 'BN', seats: 3, positions: null }];
  const seating = (seats: readonly SeatKind[], team: readonly (readonly string[])[]) =>
    seatRoster(seats, team).map(({ kind, player }) => `${kind.name} ${player ?? '-'}`);

  it('has those start who were drafted first, each at their position before the flex, and benches the rest', () => {
    const team = [['WR'], ['RB'], ['RB'], ['RB'], ['WR'], ['RB']];
    expect(seating(LEAGUE, team)).toEqual(['RB 1', 'RB 2', 'WR 0', 'FLEX 3', 'BN 4', 'BN 5', 'BN -']);
  });

  it('moves somebody with two positions rather than bench one who was drafted earlier', () => {
    expect(seating(STARTERS, [['RB', 'WR'], ['RB'], ['RB'], ['WR']])).toEqual([
      ...['RB 1', 'RB 2', 'WR 0', 'FLEX 3'],
    ]);
  });

  it('fills a seat of the bench with somebody who might start only when the seats to start in are full', () => {
    const benchFirst = [{ name: 'BN', seats: 2, positions: null }, ...STARTERS];
    expect(seating(benchFirst, [['RB'], ['TE'], ['QB']])).toEqual([
      ...['BN 2', 'BN -', 'RB 0', 'RB -', 'WR -', 'FLEX 1'],
    ]);
  });

  it('starts, of all who can start together, those who were drafted first', () => {
    fc.assert(
      fc.property(kinds, players, (seats, team) => {
        const roster = seatRoster(seats, team);
        const lineUp = seats.filter((kind) => kind.positions !== null);
        const starters: number[] = [];
        for (const player of team.keys()) {
          const together = [...starters, player].map((each) => team[each] ?? []);
          if (assignRoster(asSlots(lineUp), together) !== null) starters.push(player);
        }
        const started = roster.flatMap(({ kind, player }) =>
          kind.positions !== null && player !== null ? [player] : [],
        );
        expect(started.sort((one, other) => one - other)).toEqual(starters);
      }),
    );
  });

  it('leaves as many seats open as there must be, and the same players without a seat as ever', () => {
    fc.assert(
      fc.property(kinds, players, (seats, team) => {
        const seated: number[] = [];
        for (const player of team.keys()) {
          const together = [...seated, player].map((each) => team[each] ?? []);
          if (assignRoster(asSlots(seats), together) !== null) seated.push(player);
        }
        const sitting = seatRoster(seats, team).flatMap(({ player }) => player ?? []);
        expect(sitting.sort((one, other) => one - other)).toEqual(seated);
      }),
    );
  });

  it('has nobody start in a wider seat where a narrower one of theirs is empty', () => {
    fc.assert(
      fc.property(kinds, players, (seats, team) => {
        const roster = seatRoster(seats, team);
        for (const { kind, player } of roster) {
          if (player === null) continue;
          const narrower = roster.filter(
            (seat) =>
              seat.player === null &&
              seat.kind.positions?.some((each) => team[player]?.includes(each)) &&
              (kind.positions === null || seat.kind.positions.length < kind.positions.length),
          );
          expect(narrower).toEqual([]);
        }
      }),
    );
  });

  it('names the seat that one more player would use up: one that is empty now', () => {
    const seat = (seats: readonly SeatKind[], team: string[][], candidate: string) =>
      seatFor(seats, team, [candidate])?.name;
    expect(seat(LEAGUE, [['RB'], ['RB'], ['WR']], 'RB')).toBe('FLEX');
    expect(seat(LEAGUE, [['RB'], ['RB'], ['WR']], 'QB')).toBe('BN');
    expect(seat(STARTERS, [['RB'], ['RB'], ['RB']], 'RB')).toBeUndefined();
    expect(seat(STARTERS, [['WR'], ['WR']], 'WR')).toBeUndefined();
    expect(seat(STARTERS, [['RB', 'WR'], ['RB']], 'WR')).toBe('WR');
  });
});
