/** What one address has begun in one turn of the event loop at most. */
const MOST_IN_A_TURN = 2;

/**
 * Lets each address begin a few things in each turn of the event loop; more of them wait, in order, for the next turns. Limits are counted over
 * seconds, and whoever sends all that they allow at once would hold the thread for a good part of a second: everybody's pick waited
 * behind it, several times. Paced, a pick waits for a few requests of each address. Nobody is refused here, and without a
 * crowd from one address nobody waits.
 */
export class Pace {
  /** What each address has begun in this turn. */
  readonly #begun = new Map<string, number>();
  readonly #waiting = new Map<string, (() => void)[]>();
  #isTurning = false;

  /** Resolves when the address may begin one thing more. */
  turn(address: string): Promise<void> {
    const begun = this.#begun.get(address) ?? 0;
    this.#turnLater();
    if (begun < MOST_IN_A_TURN) {
      this.#begun.set(address, begun + 1);
      return Promise.resolve();
    }
    return new Promise((resolve) => {
      const waiting = this.#waiting.get(address);
      if (waiting) waiting.push(resolve);
      else this.#waiting.set(address, [resolve]);
    });
  }

  #turnLater(): void {
    if (this.#isTurning) return;
    this.#isTurning = true;
    setImmediate(() => {
      this.#isTurning = false;
      this.#begun.clear();
      for (const [address, waiting] of this.#waiting) this.#beginNext(address, waiting);
    });
  }

  #beginNext(address: string, waiting: (() => void)[]): void {
    const next = waiting.splice(0, MOST_IN_A_TURN);
    this.#begun.set(address, next.length);
    if (waiting.length === 0) this.#waiting.delete(address);
    this.#turnLater();
    for (const begin of next) begin();
  }
}
