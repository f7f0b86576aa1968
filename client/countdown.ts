/** A reading grows older than it says: clocks of machines differ by so many milliseconds a minute at least. */
const DRIFT_MS_A_MINUTE = 1;
const MINUTE_MS = 60_000;
/** A number that may be wrong by more is not shown. */
const MOST_UNCERTAIN_MS = 1_000;
/** When the two clocks of the machine part by more, it slept, or somebody set its clock. */
const MOST_JUMP_MS = 1_000;

/**
 * What the database's clock says, as far as a client can know: nobody's own clock decides when a pick is late, and a person's
 * phone may be minutes off. `performance.now()` stands still while most machines sleep, so after sleep a reading is worthless: it
 * is thrown away as soon as somebody looks, and no number is told until there is a new one.
 */
export class DatabaseClock {
  #aheadMs = 0;
  #uncertainMs = Number.POSITIVE_INFINITY;
  #readAt = 0;
  /** What was asked for before is worth nothing: the machine may have slept since. */
  #forgottenAt = Number.NEGATIVE_INFINITY;
  #gapMs = gapOfClocks();

  /**
   * Takes a reading: the `databaseTime` of an answer, and when it was asked for and came, by `performance.now()`. The reading
   * that is the least uncertain by now is the best one and stays.
   */
  read(databaseTime: string, askedAt: number, cameAt: number): void {
    this.#forgetAfterSleep();
    if (askedAt < this.#forgottenAt) return;
    const uncertainMs = (cameAt - askedAt) / 2;
    if (uncertainMs > this.uncertainMs) return;
    this.#uncertainMs = uncertainMs;
    this.#readAt = cameAt;
    this.#aheadMs = Date.parse(databaseTime) - (askedAt + cameAt) / 2;
  }

  /** How far the reading may be off by now, in ms; infinite before the first one, and after sleep. */
  get uncertainMs(): number {
    this.#forgetAfterSleep();
    const ageMs = Math.max(0, performance.now() - this.#readAt);
    return this.#uncertainMs + (ageMs / MINUTE_MS) * DRIFT_MS_A_MINUTE;
  }

  /** Whether {@link msUntil} would tell nothing: a new reading is needed. */
  get isUncertain(): boolean {
    return this.uncertainMs > MOST_UNCERTAIN_MS;
  }

  /** Throws the reading away, where there is a reason not to trust it. */
  forget(): void {
    this.#uncertainMs = Number.POSITIVE_INFINITY;
    this.#forgottenAt = performance.now();
    this.#gapMs = gapOfClocks();
  }

  /**
   * Milliseconds until a deadline that the service named; negative where it has passed. Null where there is none, or while the
   * reading may be off by more than a second.
   */
  msUntil(deadline: string | null | undefined): number | null {
    if (!deadline || this.isUncertain) return null;
    return Date.parse(deadline) - (performance.now() + this.#aheadMs);
  }

  #forgetAfterSleep(): void {
    if (Math.abs(gapOfClocks() - this.#gapMs) > MOST_JUMP_MS) this.forget();
  }
}

/** The wall clock less the steady one. It says nothing about the time; only that it changes says that the machine slept. */
function gapOfClocks(): number {
  return Date.now() - performance.now();
}
