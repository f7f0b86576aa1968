import { setTimeout as sleep } from 'node:timers/promises';
import { ServiceError } from '../../service_errors.ts';

/** After planning for an address, its next operation is planned when so many times as long has passed. */
const REST = 3;
/** Planning that is not worth a rest, in milliseconds. */
const SHORT_MS = 0.5;
/** Operations of one address that wait to be planned. */
const MOST_WAITING = 100;

interface Place {
  waiting: number;
  resting: Promise<void> | null;
}

/**
 * Planning an operation holds the only thread, and with it everybody's picks. So operations of one address that are not known
 * beforehand are planned one at a time, with a rest after each: others get three quarters of the time, whatever one asks for.
 */
export class PlanningPace {
  readonly #places = new Map<string, Place>();

  /** Why an operation may not even wait (TOO_MANY_REQUESTS): too many of the address do already. Null: it may. */
  refusal(address: string): ServiceError | null {
    if ((this.#places.get(address)?.waiting ?? 0) < MOST_WAITING) return null;
    return new ServiceError('TOO_MANY_REQUESTS', {
      what: 'operations that wait to be planned',
      limit: MOST_WAITING,
      seconds: 1,
    });
  }

  /** Calls `work` when its turn has come; it plans before it lets go of the thread, and tells {@link planned} what that took. */
  async run<T>(address: string, work: () => T): Promise<Awaited<T>> {
    const place = this.#places.get(address);
    if (!place) return await work();
    place.waiting += 1;
    // Whoever comes first makes the others wait again: between here and the work nothing else runs.
    while (place.resting) await place.resting;
    place.waiting -= 1;
    const result = work();
    this.#leave(address, place);
    return await result;
  }

  /** Planning for an address took so many milliseconds. */
  planned(address: string, ms: number): void {
    if (ms < SHORT_MS) return;
    const place = this.#places.get(address) ?? { waiting: 0, resting: null };
    this.#places.set(address, place);
    const resting = sleep(ms * REST, undefined, { ref: false }).then(() => {
      if (place.resting !== resting) return;
      place.resting = null;
      this.#leave(address, place);
    });
    place.resting = resting;
  }

  #leave(address: string, place: Place): void {
    if (place.resting === null && place.waiting === 0) this.#places.delete(address);
  }
}
