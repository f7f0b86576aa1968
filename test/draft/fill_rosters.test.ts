import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assignRoster } from '../../src/draft/assign_roster.ts';
import { cellsOfTeams } from '../../src/draft/cells.ts';
import { findShortages } from '../../src/draft/fill_rosters.ts';
import { accepts, type RosterSlot, standardRoster } from '../../src/draft/roster_slots.ts';

const POSITIONS = ['A', 'B', 'C', 'D'];

const slotsArbitrary = fc
  .array(
    fc.record({
      seats: fc.integer({ min: 1, max: 2 }),
      positions: fc.oneof(
        fc.uniqueArray(fc.constantFrom(...POSITIONS), { minLength: 1, maxLength: 3 }),
        fc.constant('ANY' as const),
      ),
    }),
    { minLength: 1, maxLength: 4 },
  )
  .map((slots) => slots.map((slot, i): RosterSlot => ({ name: `S${i}`, ...slot })));
const poolArbitrary = fc.array(
  fc.uniqueArray(fc.constantFrom(...POSITIONS), { minLength: 1, maxLength: 2 }).map((list) => list.sort()),
  { maxLength: 14 },
);

/** How many players each combination of positions has. */
function supplyOf(players: readonly (readonly string[])[]) {
  const kinds = new Map<string, number>();
  for (const positions of players) kinds.set(positions.join(), (kinds.get(positions.join()) ?? 0) + 1);
  return [...kinds].map(([positions, count]) => ({ positions: positions.split(','), players: count }));
}

/** Tries every way to deal the pool out, player by player: slow, and independent of flows. */
function canFill(
  slots: readonly RosterSlot[],
  cells: readonly number[],
  pool: readonly string[][],
  kept: readonly (readonly string[][])[] = [],
  maximums: Readonly<Record<string, number>> = {},
): boolean {
  const counted = [
    ...Object.entries(maximums).map(([name, seats]) => ({ name, seats, positions: [name] })),
    {
      name: 'others',
      seats: pool.length + kept.flat().length,
      positions: POSITIONS.filter((position) => !(position in maximums)),
    },
  ];
  const isLegal = (roster: readonly string[][]) =>
    assignRoster(slots, roster) !== null && assignRoster(counted, roster) !== null;
  const rosters = cells.map((_, team): string[][] => [...(kept[team] ?? [])]);
  function deal(next: number): boolean {
    const missing = cells.map((count, team) => count - (rosters[team]?.length ?? 0));
    const open = missing.reduce((sum, count) => sum + count, 0);
    if (open === 0) return true;
    const player = pool[next];
    if (player === undefined || pool.length - next < open) return false;
    for (const [team, roster] of rosters.entries()) {
      if ((missing[team] ?? 0) <= 0) continue;
      roster.push(player);
      if (isLegal(roster) && deal(next + 1)) return true;
      roster.pop();
    }
    return deal(next + 1);
  }
  return deal(0);
}

describe('findShortages', () => {
  it('finds a shortage exactly where no way of dealing the pool out fills all rosters', () => {
    let shortages = 0;
    fc.assert(
      fc.property(
        slotsArbitrary,
        poolArbitrary,
        fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 3 }),
        (slots, pool, wanted) => {
          const seats = slots.reduce((sum, slot) => sum + slot.seats, 0);
          const cells = wanted.map((count) => Math.min(count, seats));
          const found = findShortages(slots, cells, supplyOf(pool));
          expect(found.length === 0).toBe(canFill(slots, cells, pool));
          for (const shortage of found) {
            shortages += 1;
            // What it names is a reason by itself: more seats to fill than players who may sit there.
            expect(shortage.players).toBeLessThan(shortage.seats);
            const named = slots.filter(({ name }) => shortage.slots.includes(name));
            expect(shortage.players).toBe(
              pool.filter((positions) => named.some((slot) => accepts(slot, positions))).length,
            );
          }
        },
      ),
      { numRuns: 1_500 },
    );
    expect(shortages).toBeGreaterThan(100);
  });

  it('counts position maximums: exactly for players of one position, and never promises what cannot be dealt', () => {
    const maximumsArbitrary = fc.dictionary(fc.constantFrom(...POSITIONS), fc.integer({ min: 0, max: 3 }), {
      maxKeys: 3,
    });
    let refused = 0;
    fc.assert(
      fc.property(
        slotsArbitrary,
        poolArbitrary,
        maximumsArbitrary,
        fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 3 }),
        fc.boolean(),
        (slots, mixed, maximums, wanted, isSimple) => {
          const pool = isSimple ? mixed.map((positions) => positions.slice(0, 1)) : mixed;
          const seats = slots.reduce((sum, slot) => sum + slot.seats, 0);
          const cells = wanted.map((count) => Math.min(count, seats));
          const isFine = findShortages(slots, cells, supplyOf(pool), [], maximums).length === 0;
          const can = canFill(slots, cells, pool, [], maximums);
          if (isSimple) expect(isFine).toBe(can);
          else expect(isFine && !can).toBe(false);
          if (!isFine && canFill(slots, cells, pool)) refused += 1;
        },
      ),
      { seed: 3, numRuns: 1_500 },
    );
    expect(refused).toBeGreaterThan(20);
  });

  it('seats whom a team keeps in that team alone', () => {
    let [shortages, filled] = [0, 0];
    fc.assert(
      fc.property(
        slotsArbitrary,
        poolArbitrary,
        fc.array(fc.tuple(fc.integer({ min: 0, max: 4 }), poolArbitrary), { minLength: 1, maxLength: 3 }),
        (slots, pool, wanted) => {
          const seats = slots.reduce((sum, slot) => sum + slot.seats, 0);
          const cells = wanted.map(([count]) => Math.min(count, seats));
          const kept = wanted.map(([, players], team) => {
            const roster = players.slice(0, Math.min(2, cells[team] ?? 0));
            return assignRoster(slots, roster) === null ? [] : roster;
          });
          const found = findShortages(slots, cells, supplyOf(pool), kept);
          expect(found.length === 0).toBe(canFill(slots, cells, pool, kept));
          if (kept.some((players) => players.length > 0)) filled += Number(found.length === 0);
          for (const shortage of found) {
            shortages += 1;
            expect(shortage.players).toBeLessThan(shortage.seats);
          }
        },
      ),
      { numRuns: 1_500 },
    );
    expect(Math.min(shortages, filled)).toBeGreaterThan(100);
  });

  it('names the one slot that has too few players, and no other', () => {
    const supply = [
      { positions: ['QB'], players: 30 },
      { positions: ['RB'], players: 80 },
      { positions: ['WR'], players: 80 },
      { positions: ['TE'], players: 30 },
      { positions: ['K'], players: 7 },
      { positions: ['DEF'], players: 20 },
    ];
    expect(findShortages(standardRoster, cellsOfTeams(12, { rounds: 15, tradedPicks: [] }), supply)).toEqual([
      { slots: ['K'], seats: 12, players: 7 },
    ]);
  });

  it('names slots together where only together they need too many players', () => {
    const slots: RosterSlot[] = [
      { name: 'C', seats: 1, positions: ['C'] },
      { name: 'C/1B', seats: 1, positions: ['C', '1B'] },
    ];
    const supply = [
      { positions: ['C'], players: 2 },
      { positions: ['1B'], players: 1 },
    ];
    expect(findShortages(slots, [2, 2], supply)).toEqual([{ slots: ['C', 'C/1B'], seats: 4, players: 3 }]);
  });

  it('allows a draft with fewer rounds than seats to leave a slot empty', () => {
    const slots: RosterSlot[] = [
      { name: 'LB', seats: 1, positions: ['LB'] },
      { name: 'BN', seats: 3, positions: 'ANY' },
    ];
    const supply = [{ positions: ['QB'], players: 20 }];
    expect(findShortages(slots, cellsOfTeams(4, { rounds: 3, tradedPicks: [] }), supply)).toEqual([]);
    expect(findShortages(slots, cellsOfTeams(4, { rounds: 4, tradedPicks: [] }), supply)).toEqual([
      { slots: ['LB'], seats: 4, players: 0 },
    ]);
  });

  it('counts the cells that trades moved', () => {
    const tradedPicks = [{ round: 1, slot: 2, owner: 1 }];
    expect(cellsOfTeams(3, { rounds: 2, tradedPicks })).toEqual([3, 1, 2]);
  });

  it('counts no cell that was forfeited, whoever owns it by then', () => {
    const tradedPicks = [{ round: 1, slot: 2, owner: 1 }];
    const forfeits = [
      { round: 1, slot: 2 },
      { round: 2, slot: 3 },
    ];
    expect(cellsOfTeams(3, { rounds: 2, tradedPicks, forfeits })).toEqual([2, 1, 1]);
  });

  it('judges 64 teams of 100 rounds and 31 positions at once', () => {
    const slots: RosterSlot[] = Array.from({ length: 31 }, (_, i) => ({
      name: `P${i}`,
      seats: 4,
      positions: [`P${i}`, `P${(i + 1) % 31}`],
    }));
    const supply = Array.from({ length: 31 }, (_, i) => ({ positions: [`P${i}`], players: 210 }));
    expect(findShortages(slots, cellsOfTeams(64, { rounds: 100, tradedPicks: [] }), supply)).toEqual([]);
  });
});
