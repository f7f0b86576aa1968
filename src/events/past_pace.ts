/** Work on events of the past in one turn of the event loop. */
const MOST_MS = 4;

/**
 * Lets followers take events of the past one at a time, by turns, and leaves the thread to others after a few milliseconds. Nothing else would:
 * a page of them is in memory, and what is made of each is a chain of promises, so that two hundred would be worked on without a break.
 */
export class PastPace {
  readonly #waiting: (() => void)[] = [];
  #isBusy = false;
  #began = 0;

  /** Resolves when the next event may be taken. */
  turn(): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      if (this.#isBusy) return;
      this.#isBusy = true;
      setImmediate(() => this.#begin());
    });
  }

  #begin(): void {
    this.#began = performance.now();
    this.#next();
  }

  #next(): void {
    const resolve = this.#waiting.shift();
    this.#isBusy = resolve !== undefined;
    if (!resolve) return;
    resolve();
    // Behind all that comes of it without waiting: promises go before ticks that they ask for.
    queueMicrotask(() => process.nextTick(() => this.#goOn()));
  }

  #goOn(): void {
    if (performance.now() - this.#began < MOST_MS) this.#next();
    else setImmediate(() => this.#begin());
  }
}
