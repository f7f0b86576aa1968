import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openSlots } from '../../src/draft/assign_roster.ts';
import { DraftError } from '../../src/draft/errors.ts';
import { findShortages } from '../../src/draft/fill_rosters.ts';
import { draftLimits } from '../../src/draft/roster_limits.ts';
import { accepts, checkRosterSize, type RosterSlot } from '../../src/draft/roster_slots.ts';
import { Seating } from '../../src/draft/seating.ts';
import { randomFrom } from '../chaos/random.ts';

const [MOST_SLOTS, MOST_SEATS, MOST_POSITIONS] = [40, 200, 31];
const POSITIONS = Array.from({ length: MOST_POSITIONS }, (_, i) => `P${i}`);

const some = (random: () => number, share: number) => {
  const taken = POSITIONS.filter(() => random() < share);
  return taken.length > 0 ? taken : [POSITIONS[Math.floor(random() * MOST_POSITIONS)] ?? ''];
};

/** The largest roster that there may be, and as many players as it has seats; no two of either are alike. */
function largest(random: () => number, share: number) {
  const slots = Array.from({ length: MOST_SLOTS }, (_, i): RosterSlot => {
    return { name: `S${i}`, seats: MOST_SEATS / MOST_SLOTS, positions: some(random, share) };
  });
  return { slots, players: Array.from({ length: MOST_SEATS }, () => some(random, share)) };
}

function seated(slots: readonly RosterSlot[], players: readonly (readonly string[])[]): Seating {
  const seating = new Seating(slots);
  for (const positions of players) seating.add(positions);
  return seating;
}

describe('the seating of a roster', () => {
  it('looks at each seat group once for a player: the largest rosters take some thousand steps', () => {
    const shares = fc.double({ min: 0.01, max: 1, noNaN: true });
    let most = 0;
    fc.assert(
      fc.property(fc.integer(), shares, (seed, share) => {
        const { slots, players } = largest(randomFrom(seed), share);
        most = Math.max(most, seated(slots, players).steps);
      }),
      { seed: 5, numRuns: 200 },
    );
    expect(most).toBeLessThan(200_000);
    // Each of them is tried by every player at most once.
    expect(most).toBeGreaterThan(MOST_SEATS);
  });

  it('takes as many steps where a slot has a hundred seats, and where a thousand take the same', () => {
    const rare = (i: number): RosterSlot => ({ name: `S${i}`, seats: 100, positions: ['X', 'Y'] });
    const slots = [
      ...Array.from({ length: 1_000 }, (_, i) => rare(i)),
      { name: 'QB', seats: 1, positions: ['QB'] },
    ];
    const passers = Array.from({ length: 100 }, () => ['QB']);
    // One has the seat, one asks in vain, and nobody else is looked at.
    expect(seated(slots, passers).steps).toBeLessThan(300);
    expect(openSlots(slots, passers)).toHaveLength(1_000);
  });

  it('asks no seat again that nobody can be given', () => {
    const slots: RosterSlot[] = [
      { name: 'A', seats: 50, positions: ['A', 'B'] },
      { name: 'B', seats: 50, positions: ['B', 'C'] },
    ];
    const filling = Array.from({ length: 100 }, (_, i) => (i % 2 === 0 ? ['A', 'B'] : ['B', 'C']));
    const before = seated(slots, [...filling, ['B']]).steps;
    const after = seated(slots, [...filling, ...Array.from({ length: 101 }, () => ['B'])]).steps;
    expect(after - before).toBe(100 * 2);
  });
});

describe('the question whether a pool fills all rosters', () => {
  const kinds = (count: number, random: () => number) =>
    Array.from({ length: count }, () => ({ positions: some(random, 0.3), players: 20 }));

  it('merges slots that take the same: a thousand of them cost what one does', () => {
    const positions = ['QB', 'RB', 'WR', 'TE', 'K', 'DEF'];
    const slots = Array.from({ length: 1_000 }, (_, i) => ({ name: `S${i}`, seats: 1, positions }));
    const cells = Array.from({ length: 64 }, (_, team) => 1 + Math.min(team, 20));
    const supply = positions.map((position) => ({ positions: [position], players: 300 }));
    const work = { steps: 0 };
    expect(findShortages(slots, cells, supply, [], {}, work)).toEqual([]);
    expect(work.steps).toBeLessThan(5_000);
  });

  it.each([0.05, 0.3, 0.9])(
    'is answered or refused within two million steps, of the largest rosters and pools: share %f',
    (share) => {
      const random = randomFrom(3);
      const { slots } = largest(random, share);
      const cells = Array.from({ length: 64 }, (_, team) => 100 + team);
      const maximums = Object.fromEntries(POSITIONS.map((position) => [position, 20]));
      const work = { steps: 0 };
      let code = 'answered';
      try {
        findShortages(slots, cells, kinds(1_000, random), [], maximums, work);
      } catch (error) {
        if (!(error instanceof DraftError)) throw error;
        ({ code } = error);
      }
      expect(['answered', 'ROSTER_TOO_COMPLEX']).toContain(code);
      expect(work.steps).toBeLessThanOrEqual(2_000_001);
    },
  );
});

describe('the limits of a roster', () => {
  it('are found for twelve positions that share no seat but the bench', () => {
    const positions = POSITIONS.slice(0, 12);
    const slots: RosterSlot[] = positions.map((name) => ({ name, seats: 2, positions: [name] }));
    const bench = { name: 'BN', seats: 10, positions: 'ANY' as const };
    expect(draftLimits([...slots, bench], {}, positions)).toHaveLength(2 ** 12 - 2);
  });

  it('refuse thirteen such positions', () => {
    const positions = POSITIONS.slice(0, 13);
    const slots: RosterSlot[] = positions.map((name) => ({ name, seats: 2, positions: [name] }));
    expect(() => draftLimits(slots, {}, positions)).toThrow(
      expect.objectContaining({ code: 'ROSTER_TOO_COMPLEX' }),
    );
  });

  it('count those of position maximums with them', () => {
    const positions = POSITIONS.slice(0, 12);
    const slots: RosterSlot[] = [
      ...positions.map((name) => ({ name, seats: 2, positions: [name] })),
      { name: 'S', seats: 3, positions: positions.slice(0, 6) },
      { name: 'BN', seats: 30, positions: 'ANY' },
    ];
    const maximums = Object.fromEntries(positions.map((position) => [position, 4]));
    const limits = draftLimits(slots, maximums, positions);
    expect(limits).toHaveLength(2 ** 12 - 2 + 1);
    expect(limits.every(({ positions: of, maxPlayers }) => maxPlayers <= of.length * 4)).toBe(true);
  });
});

describe('a roster', () => {
  const slot = (seats: number, i = 0): RosterSlot => ({ name: `S${i}`, seats, positions: ['RB'] });
  const slots = (count: number) => Array.from({ length: count }, (_, i) => slot(1, i));

  it('may have 40 slots, 200 seats and 31 positions in a slot', () => {
    checkRosterSize(slots(MOST_SLOTS));
    checkRosterSize([slot(100, 1), slot(100, 2)]);
    checkRosterSize([{ ...slot(1), positions: POSITIONS }]);
    expect(accepts({ ...slot(1), positions: POSITIONS }, ['P30'])).toBe(true);
  });

  it.each([
    ['slots', slots(MOST_SLOTS + 1), { slots: 41, most: 40 }],
    ['seats', [slot(100, 1), slot(100, 2), slot(1, 3)], { seats: 201, most: 200 }],
    [
      'positions in a slot',
      [{ ...slot(1), positions: [...POSITIONS, 'X'] }],
      { slot: 'S0', positions: 32, most: 31 },
    ],
  ])('has no more %s', (_, given, numbers) => {
    expect(() => checkRosterSize(given)).toThrow(
      expect.objectContaining({ code: 'ROSTER_TOO_LARGE', numbers }),
    );
  });
});
