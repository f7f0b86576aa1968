/**
 * What the database's clock says, as far as a client can know: nobody's own clock decides when a pick is late, and a person's
 * phone may be minutes off.
 */
export class DatabaseClock {
  #aheadMs = 0;
  #uncertainMs = Number.POSITIVE_INFINITY;

  /**
   * Takes a reading: the `databaseTime` of an answer, and when it was asked for and came, by `performance.now()`. The reading
   * with the shortest way is the best one and stays.
   */
  read(databaseTime: string, askedAt: number, cameAt: number): void {
    const uncertainMs = (cameAt - askedAt) / 2;
    if (uncertainMs > this.#uncertainMs) return;
    this.#uncertainMs = uncertainMs;
    this.#aheadMs = Date.parse(databaseTime) - (askedAt + cameAt) / 2;
  }

  /** How far the reading may be off, in ms; infinite before the first one. */
  get uncertainMs(): number {
    return this.#uncertainMs;
  }

  /** Milliseconds until a deadline that the service named; negative where it has passed. Null where there is none. */
  msUntil(deadline: string | null | undefined): number | null {
    return deadline ? Date.parse(deadline) - (performance.now() + this.#aheadMs) : null;
  }
}
