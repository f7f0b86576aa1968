/** Bits of a 32-bit integer that stay positive: how many positions a pool can have. */
export const MOST_POSITIONS = 31;

/** At most so many players of a team play nothing but these positions. */
export interface RosterLimit {
  readonly positions: readonly string[];
  readonly maxPlayers: number;
}

/**
 * Limits in the form in which they are counted fast: a draft may have thousands, and they are counted for every pick of the clock. Positions
 * are bits, and players who play the same are counted once.
 */
export class LimitCounter {
  readonly #positions: readonly string[];
  readonly #bitOf: ReadonlyMap<string, number>;
  /** Of each limit: the positions as bits, bit i for element i of the positions, and how many players of nothing else there may be. */
  readonly #bits: Int32Array;
  readonly #most: Int32Array;

  constructor(positions: readonly string[], bits: readonly number[], most: readonly number[]) {
    if (positions.length > MOST_POSITIONS)
      throw new Error(`Limits of ${positions.length} positions have no bits`);
    this.#positions = positions;
    this.#bitOf = new Map(positions.map((position, place) => [position, 1 << place]));
    this.#bits = Int32Array.from(bits);
    this.#most = Int32Array.from(most);
  }

  /** Limits that are about no more than 31 positions together. */
  static of(limits: readonly RosterLimit[]): LimitCounter {
    const positions = [...new Set(limits.flatMap((limit) => limit.positions))];
    const places = new Map(positions.map((position, place) => [position, place]));
    return new LimitCounter(
      positions,
      limits.map((limit) => limit.positions.reduce((bits, name) => bits | (1 << (places.get(name) ?? 0)), 0)),
      limits.map(({ maxPlayers }) => maxPlayers),
    );
  }

  /** The limits by the names of their positions. */
  named(): RosterLimit[] {
    return Array.from(this.#bits, (bits, limit) => ({
      positions: this.#positions.filter((_, place) => (bits & (1 << place)) !== 0),
      maxPlayers: this.#most[limit] ?? 0,
    }));
  }

  /** Says, for a team of these players (their positions each), whether it may still take one of other positions. */
  leaving(roster: readonly (readonly string[])[]): (candidate: readonly string[]) => boolean {
    const usedUp = this.#usedUp(roster);
    return (candidate) => {
      const bits = this.#bitsOf(candidate);
      return bits === null || !usedUp.some((limit) => (bits & ~limit) === 0);
    };
  }

  /** The bits of the limits that a team of these players has reached, without those that are part of another one. */
  #usedUp(roster: readonly (readonly string[])[]): number[] {
    const kinds = new Map<number, number>();
    for (const positions of roster) {
      const bits = this.#bitsOf(positions);
      if (bits !== null) kinds.set(bits, (kinds.get(bits) ?? 0) + 1);
    }
    const [played, players] = [[...kinds.keys()], [...kinds.values()]];
    let usedUp: number[] = [];
    // The widest come last, and most others are part of them.
    for (let limit = this.#bits.length - 1; limit >= 0; limit -= 1) {
      const [bits, most] = [this.#bits[limit] ?? 0, this.#most[limit] ?? 0];
      if (most > roster.length) continue;
      let counted = 0;
      for (let kind = 0; kind < played.length; kind += 1)
        if (((played[kind] ?? 0) & ~bits) === 0) counted += players[kind] ?? 0;
      if (counted < most || usedUp.some((wider) => (bits & ~wider) === 0)) continue;
      usedUp = usedUp.filter((narrower) => (narrower & ~bits) !== 0);
      usedUp.push(bits);
    }
    return usedUp;
  }

  /** Null: there is a position that no limit is about. */
  #bitsOf(positions: readonly string[]): number | null {
    let bits = 0;
    for (const position of positions) {
      const bit = this.#bitOf.get(position);
      if (bit === undefined) return null;
      bits |= bit;
    }
    return bits;
  }
}
