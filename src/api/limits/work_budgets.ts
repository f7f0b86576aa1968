import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';
import { ServiceError } from '../../service_errors.ts';
import type { Viewer } from '../viewer.ts';

/** Budgets are for this long; then they begin anew. */
const BUDGET_SECONDS = 10;

/** Whose budgets a piece of work is taken from. */
export interface Payer {
  readonly address: string;
  /** Names the person; all who are not signed in at one address are one person. Null: it is not known yet who asks. */
  readonly person: string | null;
  /** Whether nobody is signed in, as far as is known. */
  readonly isNobody: boolean;
}

/** Who pays for what a viewer asks from an address. */
export function payerOf(address: string, { userId, isOperator }: Viewer): Payer {
  const isNobody = userId === null && !isOperator;
  return { address, person: userId ?? `nobody at ${address}`, isNobody };
}

/**
 * How much work the service does for each person and for each address, in milliseconds: of this process's only thread (parsing,
 * planning, writing answers), and of statements of the database. What a request costs is known only afterwards, so it is
 * taken afterwards, and who has spent everything is refused until the budget begins anew. Counted in this process.
 */
export class WorkBudgets {
  readonly #people: RateLimiterMemory;
  readonly #addresses: RateLimiterMemory;

  /** Milliseconds of work in {@link BUDGET_SECONDS}. */
  constructor({ perPerson, perAddress }: { readonly perPerson: number; readonly perAddress: number }) {
    this.#people = new RateLimiterMemory({ points: perPerson, duration: BUDGET_SECONDS });
    this.#addresses = new RateLimiterMemory({ points: perAddress, duration: BUDGET_SECONDS });
  }

  /** Why somebody has to wait (TOO_MANY_REQUESTS); null where they need not. */
  async refusal({ address, person }: Payer): Promise<ServiceError | null> {
    const ofPerson = person === null ? null : await this.#people.get(person);
    return refusal(this.#people, ofPerson) ?? refusal(this.#addresses, await this.#addresses.get(address));
  }

  /** Takes milliseconds that were worked for somebody, whether they had them or not. */
  charge({ address, person }: Payer, ms: number): void {
    void this.#addresses.penalty(address, ms);
    if (person !== null) void this.#people.penalty(person, ms);
  }
}

function refusal({ points }: RateLimiterMemory, spent: RateLimiterRes | null): ServiceError | null {
  if (spent === null || spent.consumedPoints < points) return null;
  return new ServiceError('TOO_MANY_REQUESTS', {
    what: 'milliseconds of work',
    limit: points,
    seconds: Math.max(1, Math.ceil(spent.msBeforeNext / 1_000)),
  });
}
