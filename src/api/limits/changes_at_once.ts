import type { Viewer } from '../viewer.ts';
import { Turns } from './turns.ts';

/** Of the connections for mutations (ten), those that one person, and one address, may hold: the others are for everybody else. */
const AT_ONCE = { perPerson: 3, perAddress: 6 } as const;
const MOST_WAITING = 500;
/** As long as our client waits for an answer: nothing was begun then, and it asks the same again. */
const LONGEST_WAIT_MS = 5_000;

/** Has the mutations of a person, and of an address, wait for each other: however slow they are, others find a connection. */
export class ChangesAtOnce {
  readonly #perPerson = line(AT_ONCE.perPerson);
  readonly #perAddress = line(AT_ONCE.perAddress);

  /** Runs a mutation when it is its turn; all who are nobody in particular at an address are one person. Throws a ServiceError (TOO_MANY_REQUESTS, SERVICE_UNAVAILABLE). */
  run<T>({ userId }: Viewer, address: string, change: () => Promise<T>): Promise<T> {
    return this.#perPerson.run(userId ?? address, () => this.#perAddress.run(address, change));
  }
}

function line(atOnce: number): Turns {
  return new Turns({
    ...{ what: 'mutations at once', atOnce },
    ...{ mostWaiting: MOST_WAITING, longestWaitMs: LONGEST_WAIT_MS },
  });
}
