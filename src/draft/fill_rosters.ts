import { DraftError } from './errors.ts';
import { positionBits } from './roster_limits.ts';
import type { RosterSlot } from './roster_slots.ts';
import { type Group, type Kind, SeatFlow } from './seat_flow.ts';

/** How many steps one question takes at most: some milliseconds. Rosters of real leagues take some thousands. */
const MOST_STEPS = 2_000_000;

/** How many players of a pool play exactly these positions. */
export interface PositionSupply {
  readonly positions: readonly string[];
  readonly players: number;
}

/** Seats that a pool cannot fill in all rosters at once. */
export interface RosterShortage {
  /** Names of the roster slots concerned; more than one where they share their players. */
  readonly slots: readonly string[];
  /** How many seats of these slots all teams together have to fill. */
  readonly seats: number;
  /** How many players of the pool may sit there, without those whom teams keep beyond these seats. */
  readonly players: number;
}

/**
 * Whether a pool can fill the rosters of all teams of a draft at once: empty where it can, else the roster slots for which it has
 * too few players, each by itself where it alone is short. `cells` says how many players each team has in the end; no team may have more
 * cells than its roster has seats. `kept`: by team, the positions of each player whom it has already; they are not among the supply, and the
 * caller has seen that a roster has a seat for each of them, and room by the maximums. `maximums`: of a position a team may have at most so
 * many, each player counted at one of their positions, the one that the seat is taken for. `work` is told how many steps it took.
 *
 * One maximum flow decides it (seat_flow.ts). Teams with equally many cells and players of the same kinds kept are one: a flow of whole
 * numbers into their seats can always be dealt out evenly among them. Who is kept is seated first, in seats of that team alone, and no path
 * that is found later takes the seat from them.
 *
 * @throws DraftError (ROSTER_TOO_COMPLEX) where that takes more than MOST_STEPS
 */
export function findShortages(
  slots: readonly RosterSlot[],
  cells: readonly number[],
  supply: readonly PositionSupply[],
  kept: readonly (readonly (readonly string[])[])[] = [],
  maximums: Readonly<Record<string, number>> = {},
  work = { steps: 0 },
): RosterShortage[] {
  const positions = [...new Set([...supply.flatMap((kind) => kind.positions), ...kept.flat(2)])];
  const bitsOf = (named: readonly string[]) => positionBits(positions, named);
  const groups = groupTeams(cells, kept, bitsOf);
  const kinds = kindsOf(supply, bitsOf);
  const seats = slots.map((slot): Seats => {
    const bits = slot.positions === 'ANY' ? bitsOf(positions) : bitsOf(slot.positions);
    return { slot, bits };
  });
  const counted = Object.entries(maximums).map(([position, most]) => ({ bits: bitsOf([position]), most }));
  const flow = new SeatFlow({ seats: sharedSeats(seats), groups, maximums: counted }, () => {
    work.steps += 1;
    if (work.steps <= MOST_STEPS) return;
    throw new DraftError('ROSTER_TOO_COMPLEX', {
      ...{ slots: slots.length, kinds: kinds.length, teams: groups.length },
    });
  });
  flow.seatKept();
  const unfilled = flow.unfilledBy(kinds);
  if (unfilled === null) return [];
  const short = seats.filter(({ bits }) => unfilled.has(bits));
  const measure = (some: readonly Seats[]) => measureShortage(some, seats, groups, kinds);
  const alone = short.map((one) => measure([one])).filter((found) => found.players < found.seats);
  return alone.length > 0 ? alone : [measure(short)];
}

/** A slot, and who may sit there: positions as bits. */
interface Seats {
  readonly slot: RosterSlot;
  readonly bits: number;
}

/** How many seats there are by who may sit there: slots that take the same positions are one. */
function sharedSeats(seats: readonly Seats[]): Map<number, number> {
  const shared = new Map<number, number>();
  for (const { slot, bits } of seats) shared.set(bits, (shared.get(bits) ?? 0) + slot.seats);
  return shared;
}

/** Seats that must be filled in the slots named, since all others together have fewer than a team has cells, and by whom. */
function measureShortage(
  short: readonly Seats[],
  all: readonly Seats[],
  groups: readonly Group[],
  kinds: readonly Kind[],
): RosterShortage {
  const elsewhere = seatsOf(all) - seatsOf(short);
  const wanted = groups.map(({ teams, cells }) => teams * Math.max(0, cells - elsewhere));
  const taken = short.reduce((bits, slot) => bits | slot.bits, 0);
  const mayTakeThem = (players: readonly Kind[]) =>
    sumOf(players.filter(({ bits }) => (bits & taken) !== 0).map((kind) => kind.players));
  // Whom a team keeps beyond the seats that it has to fill is of no use to the others.
  const kept = groups.map((group, g) => Math.min(mayTakeThem(group.kept), wanted[g] ?? 0));
  return {
    slots: short.map(({ slot }) => slot.name),
    seats: sumOf(wanted),
    players: mayTakeThem(kinds) + sumOf(kept),
  };
}

function sumOf(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}

function seatsOf(seats: readonly Seats[]): number {
  return sumOf(seats.map(({ slot }) => slot.seats));
}

/** Players by what they play, each combination of positions once. */
function kindsOf(
  supply: readonly PositionSupply[],
  bitsOf: (positions: readonly string[]) => number,
): Kind[] {
  const players = new Map<number, number>();
  for (const kind of supply) {
    const bits = bitsOf(kind.positions);
    players.set(bits, (players.get(bits) ?? 0) + kind.players);
  }
  return [...players].map(([bits, count]) => ({ bits, players: count }));
}

function groupTeams(
  cells: readonly number[],
  kept: readonly (readonly (readonly string[])[])[],
  bitsOf: (positions: readonly string[]) => number,
): Group[] {
  const ofTeam = cells.map((_, team) => (kept[team] ?? []).map(bitsOf).sort((a, b) => a - b));
  const alike = Map.groupBy(cells.keys(), (team) => [cells[team], ...(ofTeam[team] ?? [])].join());
  return [...alike.values()].map((teams) => {
    const players = new Map<number, number>();
    for (const bits of teams.flatMap((team) => ofTeam[team] ?? []))
      players.set(bits, (players.get(bits) ?? 0) + 1);
    return {
      teams: teams.length,
      cells: cells[teams[0] ?? 0] ?? 0,
      kept: [...players].map(([bits, count]) => ({ bits, players: count })),
    };
  });
}
