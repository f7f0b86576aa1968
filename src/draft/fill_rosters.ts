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
  /** How many players of the pool may sit there. */
  readonly players: number;
}

/**
 * Whether a pool can fill the rosters of all teams of a draft at once: empty where it can, else the roster slots for which it has
 * too few players, each by itself where it alone is short. `cells` says how many players each team drafts; no team may have more cells than its
 * roster has seats. `maximums`: of a position a team may have at most so many, each player counted at one of their positions, the one that the
 * seat is taken for.
 *
 * One maximum flow decides it, from kinds of players (those of the same positions) through seats to teams. Teams with
 * equally many cells are one node: a flow of whole numbers into their seats can always be dealt out evenly among them.
 */
export function findShortages(
  slots: readonly RosterSlot[],
  cells: readonly number[],
  supply: readonly PositionSupply[],
  maximums: Readonly<Record<string, number>> = {},
): RosterShortage[] {
  const groups = groupTeams(cells);
  const flow = new SeatFlow(slots, groups, supply, maximums);
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
  return {
    slots: short.map(({ name }) => name),
    seats: groups.reduce((sum, { teams, cells }) => sum + teams * Math.max(0, cells - elsewhere), 0),
    players: supply
      .filter(({ positions }) => short.some((slot) => accepts(slot, positions)))
      .reduce((sum, { players }) => sum + players, 0),
  };
}

function seatsOf(slots: readonly RosterSlot[]): number {
  return slots.reduce((sum, { seats }) => sum + seats, 0);
}

interface TeamGroup {
  readonly teams: number;
  readonly cells: number;
}

function groupTeams(cells: readonly number[]): TeamGroup[] {
  return [...new Set(cells)].map((count) => ({
    teams: cells.filter((other) => other === count).length,
    cells: count,
  }));
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
  readonly #unplaced: Map<Node, number>;
  readonly #wanted: Map<Node, number>;
  readonly #slots: readonly RosterSlot[];

  constructor(
    slots: readonly RosterSlot[],
    groups: readonly TeamGroup[],
    supply: readonly PositionSupply[],
    maximums: Readonly<Record<string, number>>,
  ) {
    this.#slots = slots;
    this.#unplaced = new Map(supply.map(({ players }, k): [Node, number] => [`kind ${k}`, players]));
    this.#wanted = new Map(
      groups.map(({ teams, cells }, g): [Node, number] => [`group ${g}`, teams * cells]),
    );
    for (const [g, { teams }] of groups.entries()) {
      for (const [s, slot] of slots.entries()) {
        this.#connect(`seats ${g} ${s}`, `group ${g}`, slot.seats * teams);
        for (const [k, { positions }] of supply.entries()) {
          const free = positions.filter((position) => !Object.hasOwn(maximums, position));
          if (free.length > 0 && accepts(slot, free))
            this.#connect(`kind ${k}`, `seats ${g} ${s}`, Number.POSITIVE_INFINITY);
        }
        for (const position of Object.keys(maximums)) {
          if (accepts(slot, [position]))
            this.#connect(`counted ${g} ${position}`, `seats ${g} ${s}`, Number.POSITIVE_INFINITY);
        }
      }
      for (const [position, most] of Object.entries(maximums)) {
        this.#connect(`as ${g} ${position}`, `counted ${g} ${position}`, most * teams);
        for (const [k, { positions }] of supply.entries()) {
          if (positions.includes(position))
            this.#connect(`kind ${k}`, `as ${g} ${position}`, Number.POSITIVE_INFINITY);
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
