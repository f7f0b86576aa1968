import { MaxFlow, SINK, SOURCE } from './max_flow.ts';

/** So many players who play the same: positions as bits. */
export interface Kind {
  readonly bits: number;
  readonly players: number;
}

/** Teams that are alike: each has so many cells. */
export interface Group {
  readonly teams: number;
  readonly cells: number;
  /** Whom these teams have already, all of them together. */
  readonly kept: readonly Kind[];
}

/** What players flow into. */
export interface Rosters {
  /** How many seats a roster has, by the bits of the positions that they take. */
  readonly seats: ReadonlyMap<number, number>;
  readonly groups: readonly Group[];
  /** Of a position, as its bit, a team may have at most so many. */
  readonly maximums: readonly { readonly bits: number; readonly most: number }[];
}

/** The nodes of a group of teams: its seats by their bits, and the ways to them that are counted, by the bit of the position. */
interface GroupNodes {
  readonly end: number;
  readonly seats: ReadonlyMap<number, number>;
  readonly counted: ReadonlyMap<number, number>;
}

const ANY_NUMBER = Number.POSITIVE_INFINITY;

/**
 * Players on their way to seats: from kinds of players through seats of all teams to the seats of a group, and on to the group. A position
 * that has a maximum is a way of its own into each group, through which only as many pass.
 */
export class SeatFlow {
  readonly #flow: MaxFlow;
  readonly #rosters: Rosters;
  readonly #groups: readonly GroupNodes[];
  /** By group, the edge by which it takes its players. */
  readonly #taking: readonly number[];
  readonly #countedBits: number;

  constructor(rosters: Rosters, onStep: () => void) {
    this.#flow = new MaxFlow(onStep);
    this.#rosters = rosters;
    this.#countedBits = rosters.maximums.reduce((all, { bits }) => all | bits, 0);
    this.#groups = rosters.groups.map((group) => this.#lay(group));
    this.#taking = this.#groups.map(({ end }, g) => {
      const { teams = 0, cells = 0 } = rosters.groups[g] ?? {};
      return this.#flow.connect(end, SINK, teams * cells);
    });
  }

  /** Seats the players whom teams have already. */
  seatKept(): void {
    for (const [g, { seats, counted }] of this.#groups.entries())
      for (const kind of this.#rosters.groups[g]?.kept ?? []) this.#add(kind, seats, counted);
    this.#flow.run();
  }

  /**
   * Seats as many of these players as can be. Answers the bits of the seats that nobody who is left, and nobody who could make room for them,
   * may fill; null where every team has its players. By max-flow min-cut these seats are why.
   */
  unfilledBy(kinds: readonly Kind[]): ReadonlySet<number> | null {
    const flow = this.#flow;
    const seats = this.#share((group) => group.seats);
    const counted = this.#share((group) => group.counted);
    for (const kind of kinds) this.#add(kind, seats, counted);
    flow.run();
    const short = this.#groups[this.#taking.findIndex((edge) => flow.hasRoom(edge))];
    if (!short) return null;
    return new Set([...short.seats].filter(([, node]) => !flow.isReached(node)).map(([bits]) => bits));
  }

  /** Ways into every group, by their bits. */
  #share(waysOf: (group: GroupNodes) => ReadonlyMap<number, number>): Map<number, number> {
    const shared = new Map<number, number>();
    for (const group of this.#groups) {
      for (const [bits, way] of waysOf(group)) {
        const node = shared.get(bits) ?? this.#flow.node();
        shared.set(bits, node);
        this.#flow.connect(node, way, ANY_NUMBER);
      }
    }
    return shared;
  }

  /** The nodes and edges of a group, from its seats on. */
  #lay({ teams }: Group): GroupNodes {
    const flow = this.#flow;
    const end = flow.node();
    const seats = new Map<number, number>();
    for (const [bits, count] of this.#rosters.seats) {
      const node = flow.node();
      flow.connect(node, end, count * teams);
      seats.set(bits, node);
    }
    const counted = new Map<number, number>();
    for (const { bits, most } of this.#rosters.maximums) {
      const [way, passed] = [flow.node(), flow.node()];
      flow.connect(way, passed, most * teams);
      for (const [taken, node] of seats) if ((taken & bits) !== 0) flow.connect(passed, node, ANY_NUMBER);
      counted.set(bits, way);
    }
    return { end, seats, counted };
  }

  /** Players who may go to these seats, or to a seat that is counted for one of their positions. */
  #add(
    { bits, players }: Kind,
    seats: ReadonlyMap<number, number>,
    counted: ReadonlyMap<number, number>,
  ): void {
    const node = this.#flow.node();
    this.#flow.connect(SOURCE, node, players);
    const free = bits & ~this.#countedBits;
    for (const [taken, seat] of seats) if ((taken & free) !== 0) this.#flow.connect(node, seat, ANY_NUMBER);
    for (const [position, way] of counted)
      if ((position & bits) !== 0) this.#flow.connect(node, way, ANY_NUMBER);
  }
}
