import type { Actor } from '../database/actor.ts';
import { ServiceError } from '../service_errors.ts';

/** How many streams of a kind may be open at once in one process. */
export interface StreamLimits {
  readonly mostPerPerson: number;
  /** Of all people at an address who are not signed in. */
  readonly mostVisitorsPerAddress: number;
  /** Of an address, whoever is signed in: whoever runs a league can be any number of its people. */
  readonly mostPerAddress: number;
}

/** The open streams of each person and of each address. */
export class OpenStreams {
  readonly #limits: StreamLimits;
  readonly #ofPeople = new Map<string, number>();
  readonly #ofAddresses = new Map<string, number>();

  constructor(limits: StreamLimits) {
    this.#limits = limits;
  }

  /**
   * Counts one more stream; answers how it is counted no more. `address` is undefined for who comes from none, such as this service itself.
   * Throws a ServiceError (TOO_MANY_CONNECTIONS) where it is one too many.
   */
  open(actor: Actor, address: string | undefined): () => void {
    const { mostPerPerson, mostVisitorsPerAddress, mostPerAddress } = this.#limits;
    const userId = actor.kind === 'CLOCK' ? null : actor.userId;
    const person = userId ?? address;
    const mostOfPerson = userId === null ? mostVisitorsPerAddress : mostPerPerson;
    refuseMoreThan(mostOfPerson, this.#ofPeople, person);
    refuseMoreThan(mostPerAddress, this.#ofAddresses, address);
    add(this.#ofPeople, person, 1);
    add(this.#ofAddresses, address, 1);
    return () => {
      add(this.#ofPeople, person, -1);
      add(this.#ofAddresses, address, -1);
    };
  }
}

function refuseMoreThan(most: number, counts: ReadonlyMap<string, number>, key: string | undefined): void {
  if (key !== undefined && (counts.get(key) ?? 0) >= most)
    throw new ServiceError('TOO_MANY_CONNECTIONS', { limit: most });
}

function add(counts: Map<string, number>, key: string | undefined, change: 1 | -1): void {
  if (key === undefined) return;
  const count = (counts.get(key) ?? 0) + change;
  if (count === 0) counts.delete(key);
  else counts.set(key, count);
}
