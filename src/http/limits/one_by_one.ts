import { setTimeout as sleep } from 'node:timers/promises';
import type { Stay } from './stay.ts';
import { threadMs } from './thread_time.ts';

/** Whoever sends a large request slowly does not keep others behind the same address from theirs for longer. In milliseconds. */
const LONGEST_TURN_MS = 1_000;
/** For how many times as long as a turn took of the thread the next one waits: a pick needs the thread four or five times. */
const REST = 4;

/**
 * Lets the large requests of an address in one after the other. Reading one as JSON, and its values one by one, takes the thread for some tens of
 * milliseconds before anybody can say who sent it: a hundred of them at once held it for seconds. After each the thread is free for others.
 */
export class OneByOne {
  /** When the last turn of an address is over. */
  readonly #over = new Map<string, Promise<unknown>>();

  /** Resolves when it is its turn, which is over when it is answered (`stay`), or after a second. */
  async turn(address: string, stay: Stay): Promise<void> {
    const before = this.#over.get(address);
    const answered = new Promise<void>((resolve) => stay.once('close', resolve));
    const over = this.#pass(before, answered).then(() => {
      if (this.#over.get(address) === over) this.#over.delete(address);
    });
    this.#over.set(address, over);
    await before;
  }

  async #pass(before: Promise<unknown> | undefined, answered: Promise<void>): Promise<void> {
    await before;
    const began = threadMs();
    await Promise.race([answered, atMost(LONGEST_TURN_MS)]);
    await atMost(Math.min((threadMs() - began) * REST, LONGEST_TURN_MS));
  }
}

function atMost(ms: number): Promise<void> {
  return sleep(ms, undefined, { ref: false });
}
