import { setTimeout as sleep } from 'node:timers/promises';
import { DraftError } from '../../draft/errors.ts';

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

  /**
   * Calls `work`, which plans in the same turn of the event loop and tells {@link planned} what that took. Throws a DraftError
   * (TOO_MANY_REQUESTS) where too many operations of the address wait already.
   */
  async run<T>(address: string, work: () => T): Promise<Awaited<T>> {
    const place = this.#places.get(address);
    if (!place) return await work();
    if (place.waiting >= MOST_WAITING)
      throw new DraftError('TOO_MANY_REQUESTS', {
        what: 'operations that wait to be planned',
        limit: MOST_WAITING,
        seconds: 1,
      });
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
