/** How many measurements the best is chosen from. */
const KEPT = 8;
/** Clocks drift apart by less than this between two measurements, in milliseconds: with more, the server's clock was set. */
const MOST_DRIFT_MS = 20;

interface Measurement {
  /** Server time minus process time, milliseconds. */
  readonly offset: number;
  /** Half the round trip: the offset is wrong by at most this. */
  readonly error: number;
}

/**
 * The server's clock, as this process knows it between two ticks: the process's monotonic timer plus an offset that each tick
 * measures. The process's own wall clock may be wrong or jump; it is not read.
 */
export class ServerClock {
  #measurements: Measurement[] = [];

  /** Takes a measurement: when the question was sent and answered (`performance.now()`), and the server's time in the answer. */
  measure(askedAt: number, answeredAt: number, serverTime: number): void {
    const measured = { offset: serverTime - (askedAt + answeredAt) / 2, error: (answeredAt - askedAt) / 2 };
    // Measurements from before the server's clock was set no longer hold.
    const kept = this.#measurements.filter(
      ({ offset, error }) => Math.abs(offset - measured.offset) <= error + measured.error + MOST_DRIFT_MS,
    );
    this.#measurements = [...kept, measured].slice(-KEPT);
  }

  /** The measurement with the shortest round trip of the last ones. Throws before the first. */
  #best(): Measurement {
    const [first, ...others] = this.#measurements;
    if (!first) throw new Error('The clock of the server was never read');
    return others.reduce((best, other) => (other.error <= best.error ? other : best), first);
  }

  /** Milliseconds since 1970 on the server's clock. */
  now(): number {
    return performance.now() + this.#best().offset;
  }

  /** By how many milliseconds {@link now} is wrong at most. */
  error(): number {
    return this.#best().error;
  }
}
