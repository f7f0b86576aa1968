import { threadMs } from './thread_time.ts';

/** What one address has begun in one turn of the event loop at most. */
const MOST_IN_A_TURN = 2;
/** An address of which more waits is a crowd: a program with a dozen connections is none. */
const CROWD = 12;
/** How many times as long as such a turn took a crowd goes on waiting. */
const REST = 2;
/** No rest is longer, in milliseconds. */
const MOST_REST_MS = 100;

/**
 * Lets each address begin a few things in each turn of the event loop; more of them wait, in order, for the next turns, and where a crowd waits
 * there is a rest between two of its turns in which the thread is free for others. Limits are counted over seconds, and whoever sends all that
 * they allow at once would hold the thread for a good part of a second: everybody's pick waited behind it, several times. Paced, a pick waits
 * for a few requests of each address. Nobody is refused here, and without a crowd from one address nobody waits.
 */
export class Pace {
  /** What each address has begun in this turn. */
  readonly #begun = new Map<string, number>();
  readonly #waiting = new Map<string, (() => void)[]>();
  /** Addresses whose next turn comes after a rest. */
  readonly #resting = new Set<string>();
  #isTurning = false;

  /** Resolves when the address may begin one thing more. */
  turn(address: string): Promise<void> {
    const begun = this.#begun.get(address) ?? 0;
    const waiting = this.#waiting.get(address);
    this.#turnLater();
    if (begun < MOST_IN_A_TURN && !waiting) {
      this.#begun.set(address, begun + 1);
      return Promise.resolve();
    }
    return new Promise((resolve) => {
      if (waiting) waiting.push(resolve);
      else this.#waiting.set(address, [resolve]);
    });
  }

  #turnLater(): void {
    if (this.#isTurning) return;
    this.#isTurning = true;
    const began = threadMs();
    setImmediate(() => {
      this.#isTurning = false;
      this.#begun.clear();
      const ms = threadMs() - began;
      for (const [address, waiting] of this.#waiting) {
        if (waiting.length <= CROWD) this.#beginNext(address, waiting);
        else this.#restAfter(ms, address, waiting);
      }
    });
  }

  #restAfter(ms: number, address: string, waiting: (() => void)[]): void {
    if (this.#resting.has(address)) return;
    this.#resting.add(address);
    const beginNext = () => {
      this.#resting.delete(address);
      this.#beginNext(address, waiting);
    };
    setTimeout(beginNext, Math.min(ms * REST, MOST_REST_MS));
  }

  #beginNext(address: string, waiting: (() => void)[]): void {
    const next = waiting.splice(0, MOST_IN_A_TURN);
    this.#begun.set(address, next.length);
    if (waiting.length === 0) this.#waiting.delete(address);
    this.#turnLater();
    for (const begin of next) begin();
  }
}
