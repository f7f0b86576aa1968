import type { Viewer } from '../viewer.ts';
import { Turns } from './turns.ts';

/**
 * Of the connections for mutations (ten), those that one person, and one address, may hold, and that the messages of other systems may at one
 * address: the others are for everybody else.
 */
const AT_ONCE = { perPerson: 3, perAddress: 6, messages: 2 } as const;
const MOST_WAITING = 500;
/** A sender that is told to wait sends the same again. */
const MOST_MESSAGES_WAITING = 50;
/** As long as our client waits for an answer: nothing was begun then, and it asks the same again. */
const LONGEST_WAIT_MS = 5_000;

/** Has the mutations of a person, and of an address, wait for each other: however slow they are, others find a connection. */
export class ChangesAtOnce {
  readonly #perPerson = line(AT_ONCE.perPerson);
  readonly #perAddress = line(AT_ONCE.perAddress);
  readonly #messages = line(AT_ONCE.messages, MOST_MESSAGES_WAITING);
  readonly #underWay = new Set<Promise<unknown>>();

  /** Runs a mutation when it is its turn; all who are nobody in particular at an address are one person. Throws a ServiceError (TOO_MANY_REQUESTS, SERVICE_UNAVAILABLE). */
  run<T>({ userId }: Viewer, address: string, change: () => Promise<T>): Promise<T> {
    return this.#noted(this.#perPerson.run(userId ?? address, () => this.#perAddress.run(address, change)));
  }

  /** Takes a message of another system when it is its turn. Throws as {@link run}. */
  take<T>(address: string, message: () => Promise<T>): Promise<T> {
    return this.#noted(this.#messages.run(address, () => this.#perAddress.run(address, message)));
  }

  /** Waits for what is under way, also where whoever asked is gone: what it changes is still to be announced. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.#underWay);
  }

  #noted<T>(change: Promise<T>): Promise<T> {
    this.#underWay.add(change);
    const forget = () => this.#underWay.delete(change);
    change.then(forget, forget);
    return change;
  }
}

function line(atOnce: number, mostWaiting = MOST_WAITING): Turns {
  return new Turns({
    ...{ what: 'mutations at once', atOnce },
    ...{ mostWaiting, longestWaitMs: LONGEST_WAIT_MS },
  });
}
