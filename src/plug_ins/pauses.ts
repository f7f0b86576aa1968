const FIRST_MS = 1_000;
const LONGEST_MS = 60_000;
/** After so long without a failure the next one is the first. */
const FORGIVEN_AFTER_MS = 60_000;

/** How long to wait before something that failed is started again: not at all the first time, and twice as long each time after that. */
export class Pauses {
  #failedAt = Number.NEGATIVE_INFINITY;
  #pauseMs = 0;

  /** It failed; in so many milliseconds it is started again. @param now milliseconds on a clock that only runs forward */
  next(now: number): number {
    const isFirst = now - this.#failedAt - this.#pauseMs > FORGIVEN_AFTER_MS;
    this.#failedAt = now;
    if (isFirst) this.#pauseMs = 0;
    else this.#pauseMs = Math.min(LONGEST_MS, Math.max(FIRST_MS, this.#pauseMs * 2));
    return this.#pauseMs;
  }
}
