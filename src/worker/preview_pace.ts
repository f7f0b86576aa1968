/** Picks for previews in so many milliseconds, at most: bots that pick at once leave most of two cores to the drafts of leagues. */
const MOST_PICKS = 20;
const WINDOW_MS = 20;

/** How many picks for previews a process makes: a bounded number in each window of time. */
export class PreviewPace {
  #windowEnds = Number.NEGATIVE_INFINITY;
  #left = 0;

  /** How many of so many picks may be made now. @param now milliseconds on a clock that only runs forward */
  take(wanted: number, now: number): number {
    if (now >= this.#windowEnds) {
      this.#windowEnds = now + WINDOW_MS;
      this.#left = MOST_PICKS;
    }
    const allowed = Math.min(wanted, this.#left);
    this.#left -= allowed;
    return allowed;
  }
}
