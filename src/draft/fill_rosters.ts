import { accepts, type RosterSlot } from './roster_slots.ts';

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
 * many, each player counted at one of their positions, the one that the seat is taken for.
 *
 * One maximum flow decides it, from kinds of players (those of the same positions) through seats to teams. Teams with equally many
 * cells and players of the same kinds kept are one node: a flow of whole numbers into their seats can always be dealt out evenly among them.
 * Who is kept is seated first, in seats of that team alone, and no path that is found later takes the seat from them.
 */
export function findShortages(
  slots: readonly RosterSlot[],
  cells: readonly number[],
  supply: readonly PositionSupply[],
  kept: readonly (readonly (readonly string[])[])[] = [],
  maximums: Readonly<Record<string, number>> = {},
): RosterShortage[] {
  const groups = groupTeams(cells, kept);
  const flow = new SeatFlow(slots, groups, maximums);
  flow.supply(groups.flatMap((group, g) => group.kept.map((of) => ({ ...of, group: g }))));
  while (flow.augment());
  flow.supply(supply);
  while (flow.augment());
  const unfilled = flow.unfilledSlots();
  if (unfilled === null) return [];
  const measure = (short: readonly RosterSlot[]) => measureShortage(short, slots, groups, supply);
  const alone = unfilled.map((slot) => measure([slot])).filter(({ seats, players }) => players < seats);
  return alone.length > 0 ? alone : [measure(unfilled)];
}

/** Seats that must be filled in the slots named, since all others together have fewer than a team has cells, and by whom. */
function measureShortage(
  short: readonly RosterSlot[],
  slots: readonly RosterSlot[],
  groups: readonly TeamGroup[],
  supply: readonly PositionSupply[],
): RosterShortage {
  const elsewhere = seatsOf(slots.filter((slot) => !short.includes(slot)));
  const seats = groups.map(({ teams, cells }) => teams * Math.max(0, cells - elsewhere));
  const mayTakeThem = (players: readonly PositionSupply[]) =>
    players
      .filter(({ positions }) => short.some((slot) => accepts(slot, positions)))
      .reduce((sum, { players: count }) => sum + count, 0);
  // Whom a team keeps beyond the seats that it has to fill is of no use to the others.
  const kept = groups.map((group, g) => Math.min(mayTakeThem(group.kept), seats[g] ?? 0));
  return {
    slots: short.map(({ name }) => name),
    seats: sumOf(seats),
    players: mayTakeThem(supply) + sumOf(kept),
  };
}

function sumOf(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}

function seatsOf(slots: readonly RosterSlot[]): number {
  return slots.reduce((sum, { seats }) => sum + seats, 0);
}

interface TeamGroup {
  readonly teams: number;
  readonly cells: number;
  /** Whom these teams have already, all of them together. */
  readonly kept: readonly PositionSupply[];
}

function groupTeams(
  cells: readonly number[],
  kept: readonly (readonly (readonly string[])[])[],
): TeamGroup[] {
  const alike = Map.groupBy(cells.keys(), (team) => {
    const kinds = (kept[team] ?? []).map((positions) => [...positions].sort().join('/'));
    return [cells[team], ...kinds.sort()].join(',');
  });
  return [...alike.values()].map((teams) => ({
    teams: teams.length,
    cells: cells[teams[0] ?? 0] ?? 0,
    kept: teams.flatMap((team) => (kept[team] ?? []).map((positions) => ({ positions, players: 1 }))),
  }));
}

/** Players of a kind; `group`: the one group of teams that they can play for. */
interface Supply extends PositionSupply {
  readonly group?: number;
}

/**
 * A step of an augmenting path: a kind of players, the seats of a slot in a group of teams, or a group. A position that has a maximum in a
 * group is two: players come to the first, and only as many as the maximum go on to the second.
 */
type Node =
  | `kind ${number}`
  | `as ${number} ${string}`
  | `counted ${number} ${string}`
  | `seats ${number} ${number}`
  | `group ${number}`;

/** Players on their way to seats: shortest augmenting paths (Edmonds and Karp) over a few dozen nodes. */
class SeatFlow {
  readonly #edges = new Map<Node, Map<Node, number>>();
  readonly #unplaced = new Map<Node, number>();
  readonly #wanted: Map<Node, number>;
  readonly #slots: readonly RosterSlot[];
  readonly #groups: readonly TeamGroup[];
  readonly #maximums: Readonly<Record<string, number>>;

  constructor(
    slots: readonly RosterSlot[],
    groups: readonly TeamGroup[],
    maximums: Readonly<Record<string, number>>,
  ) {
    this.#maximums = maximums;
    this.#slots = slots;
    this.#groups = groups;
    this.#wanted = new Map(
      groups.map(({ teams, cells }, g): [Node, number] => [`group ${g}`, teams * cells]),
    );
    for (const [g, { teams }] of groups.entries()) {
      for (const [s, slot] of slots.entries())
        this.#connect(`seats ${g} ${s}`, `group ${g}`, slot.seats * teams);
      for (const [position, most] of Object.entries(maximums)) this.#count(g, position, most * teams);
    }
  }

  /** Lets so many players of a position on to the seats of a group of teams. */
  #count(group: number, position: string, most: number): void {
    this.#connect(`as ${group} ${position}`, `counted ${group} ${position}`, most);
    for (const [s, slot] of this.#slots.entries()) {
      if (accepts(slot, [position]))
        this.#connect(`counted ${group} ${position}`, `seats ${group} ${s}`, Number.POSITIVE_INFINITY);
    }
  }

  /** Adds players who have no seat yet. */
  supply(kinds: readonly Supply[]): void {
    for (const { positions, players, group } of kinds) {
      const kind: Node = `kind ${this.#unplaced.size}`;
      this.#unplaced.set(kind, players);
      const isCounted = (position: string) => Object.hasOwn(this.#maximums, position);
      const free = positions.filter((position) => !isCounted(position));
      for (const g of group === undefined ? this.#groups.keys() : [group]) {
        for (const position of positions.filter(isCounted))
          this.#connect(kind, `as ${g} ${position}`, Number.POSITIVE_INFINITY);
        for (const [s, slot] of this.#slots.entries()) {
          if (free.length > 0 && accepts(slot, free))
            this.#connect(kind, `seats ${g} ${s}`, Number.POSITIVE_INFINITY);
        }
      }
    }
  }

  /** Seats as many players more as one path has room for; false when no path is left. */
  augment(): boolean {
    const cameFrom = this.#reach();
    const end = [...this.#wanted].find(([group, wanted]) => wanted > 0 && cameFrom.has(group))?.[0];
    if (end === undefined) return false;
    const path: Node[] = [end];
    for (let at = cameFrom.get(end); at !== undefined; at = cameFrom.get(at)) path.unshift(at);
    const start = path[0] ?? end;
    const steps = path.slice(1).map((to, i): [Node, Node] => [path[i] ?? start, to]);
    const room = Math.min(
      this.#unplaced.get(start) ?? 0,
      this.#wanted.get(end) ?? 0,
      ...steps.map(([from, to]) => this.#room(from, to)),
    );
    for (const [from, to] of steps) {
      this.#connect(from, to, -room);
      this.#connect(to, from, room);
    }
    this.#unplaced.set(start, (this.#unplaced.get(start) ?? 0) - room);
    this.#wanted.set(end, (this.#wanted.get(end) ?? 0) - room);
    return true;
  }

  /**
   * With no path left: the slots that nobody who is left, and nobody who could make room for them, may fill; null where
   * every team has its players. By max-flow min-cut these slots are why.
   */
  unfilledSlots(): RosterSlot[] | null {
    const group = [...this.#wanted.values()].findIndex((wanted) => wanted > 0);
    if (group === -1) return null;
    const reached = this.#reach();
    return this.#slots.filter((_, s) => !reached.has(`seats ${group} ${s}`));
  }

  /** Every node that an unplaced player can get to, and the node before it. */
  #reach(): Map<Node, Node | undefined> {
    const cameFrom = new Map<Node, Node | undefined>();
    for (const [kind, players] of this.#unplaced) if (players > 0) cameFrom.set(kind, undefined);
    // A map grows while it is walked.
    for (const from of cameFrom.keys()) {
      for (const [to, room] of this.#edges.get(from) ?? []) {
        if (room > 0 && !cameFrom.has(to)) cameFrom.set(to, from);
      }
    }
    return cameFrom;
  }

  #connect(from: Node, to: Node, room: number): void {
    const edges = this.#edges.get(from) ?? new Map<Node, number>();
    edges.set(to, (edges.get(to) ?? 0) + room);
    this.#edges.set(from, edges);
  }

  #room(from: Node, to: Node): number {
    return this.#edges.get(from)?.get(to) ?? 0;
  }
}
