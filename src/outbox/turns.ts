/** Something that has only so many of the places: an endpoint, a league, a person. */
export interface Bound {
  /** No other bound has it. */
  readonly name: string;
  /** How many it may have; null: no more than are left to others, so that many who take all they may still leave some. */
  readonly most: number | null;
}

interface Begun<Work> {
  readonly bounds: readonly Bound[];
  readonly work: Work;
}

/** What waits for a place, of one endpoint. */
interface Waiting<Work> {
  readonly bounds: readonly Bound[];
  readonly works: Map<string, Work>;
}

/**
 * Lets so many things happen at once, and no more of each bound that they are under. What comes while there is no place for it is kept by its
 * name, once, and is done by whoever of all ends first and finds a place for it, endpoints by turns: nobody waits for it.
 */
export class Turns<Work> {
  readonly #most: number;
  readonly #running = new Map<string, number>();
  /** By the first bound; whoever was served last is the last. */
  readonly #waiting = new Map<string, Waiting<Work>>();
  #all = 0;

  constructor(most: number) {
    this.#most = most;
  }

  /**
   * Does the work of that name, then what else found no place meanwhile; at once nothing where there is none. Rejects with the first failure,
   * after all of it was tried.
   * @param bounds from the narrowest; each is within the next
   */
  async run(
    bounds: readonly [Bound, ...Bound[]],
    name: string,
    work: Work,
    act: (work: Work) => Promise<void>,
  ): Promise<void> {
    if (!this.#hasPlace(bounds)) return this.#keep(bounds, name, work);
    const failures: unknown[] = [];
    for (
      let begun: Begun<Work> | null = this.#begin({ bounds, work });
      begun !== null;
      begun = this.#next()
    ) {
      await act(begun.work).catch((error: unknown) => failures.push(error));
      this.#end(begun.bounds);
    }
    if (failures.length > 0) throw failures[0];
  }

  #hasPlace(bounds: readonly Bound[]): boolean {
    const free = this.#most - this.#all;
    return free > 0 && bounds.every(({ name, most }) => (this.#running.get(name) ?? 0) < (most ?? free));
  }

  #keep(bounds: readonly [Bound, ...Bound[]], name: string, work: Work): void {
    const [{ name: endpoint }] = bounds;
    const waiting = this.#waiting.get(endpoint) ?? { bounds, works: new Map() };
    waiting.works.set(name, work);
    this.#waiting.set(endpoint, waiting);
  }

  #begin(begun: Begun<Work>): Begun<Work> {
    this.#all += 1;
    for (const { name } of begun.bounds) this.#running.set(name, (this.#running.get(name) ?? 0) + 1);
    return begun;
  }

  #end(bounds: readonly Bound[]): void {
    this.#all -= 1;
    for (const { name } of bounds) {
      const left = (this.#running.get(name) ?? 1) - 1;
      if (left > 0) this.#running.set(name, left);
      else this.#running.delete(name);
    }
  }

  /** Begins what has waited longest of those for whom there is a place; null: there is nobody. */
  #next(): Begun<Work> | null {
    for (const [endpoint, { bounds, works }] of this.#waiting) {
      const [first] = works;
      if (first === undefined || !this.#hasPlace(bounds)) continue;
      const [name, work] = first;
      works.delete(name);
      this.#waiting.delete(endpoint);
      if (works.size > 0) this.#waiting.set(endpoint, { bounds, works });
      return this.#begin({ bounds, work });
    }
    return null;
  }
}
