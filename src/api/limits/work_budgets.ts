import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';
import { ServiceError } from '../../service_errors.ts';
import type { Viewer } from '../viewer.ts';

/** Budgets are for this long; then they begin anew. */
const BUDGET_SECONDS = 10;
/** The budget for changes, as a part of that for reading: a front end's own pick takes some 50 ms to be planned, a league 200. */
const CHANGES_SHARE = 0.25;
/** Kept in microseconds: the limiter counts whole points, and most reads take less than a millisecond. */
const POINTS_PER_MS = 1_000;

/** Whose budgets a piece of work is taken from. */
export interface Payer {
  readonly address: string;
  /** Names the person; all who are not signed in at one address are one person. Null: it is not known yet who asks. */
  readonly person: string | null;
  /** Whether nobody is signed in, as far as is known: what somebody changes is not paid for with what they read. */
  readonly isNobody: boolean;
  /** Whether the work is a change of somebody's. */
  readonly isChange?: boolean;
}

/** Who pays for what a viewer asks from an address. */
export function payerOf(address: string, { userId, isOperator }: Viewer): Payer {
  const isNobody = userId === null && !isOperator;
  return { address, person: userId ?? `nobody at ${address}`, isNobody };
}

/** The same payer of a change. Nobody in particular can change nothing, and pays for trying as for reading. */
export function payerOfChange(payer: Payer): Payer {
  return payer.isNobody ? payer : { ...payer, isChange: true };
}

/**
 * How much work the service does for each person and for each address, in milliseconds: of this process's only thread (parsing,
 * planning, writing answers), and of statements of the database. What a request costs is known only afterwards, so it is
 * taken afterwards, and who has spent everything is refused until the budget begins anew. Changes have a smaller budget of their own, so
 * that nobody is kept from picking by what they read. Counted in this process.
 */
export class WorkBudgets {
  readonly #reads: Budgets;
  readonly #changes: Budgets;

  /** Milliseconds of work in {@link BUDGET_SECONDS}. */
  constructor({ perPerson, perAddress }: { readonly perPerson: number; readonly perAddress: number }) {
    this.#reads = budgets(perPerson, perAddress);
    this.#changes = budgets(perPerson * CHANGES_SHARE, perAddress * CHANGES_SHARE);
  }

  /** Why somebody has to wait (TOO_MANY_REQUESTS); null where they need not. */
  async refusal(payer: Payer): Promise<ServiceError | null> {
    const { people, addresses } = this.#of(payer);
    const ofPerson = payer.person === null ? null : await people.get(payer.person);
    return refusal(people, ofPerson) ?? refusal(addresses, await addresses.get(payer.address));
  }

  /** Takes milliseconds that were worked for somebody, whether they had them or not. */
  charge(payer: Payer, ms: number): void {
    const { people, addresses } = this.#of(payer);
    const points = Math.ceil(ms * POINTS_PER_MS);
    void addresses.penalty(payer.address, points);
    if (payer.person !== null) void people.penalty(payer.person, points);
  }

  #of({ isChange = false }: Payer): Budgets {
    return isChange ? this.#changes : this.#reads;
  }
}

interface Budgets {
  readonly people: RateLimiterMemory;
  readonly addresses: RateLimiterMemory;
}

function budgets(perPerson: number, perAddress: number): Budgets {
  return {
    people: new RateLimiterMemory({ points: perPerson * POINTS_PER_MS, duration: BUDGET_SECONDS }),
    addresses: new RateLimiterMemory({ points: perAddress * POINTS_PER_MS, duration: BUDGET_SECONDS }),
  };
}

function refusal({ points }: RateLimiterMemory, spent: RateLimiterRes | null): ServiceError | null {
  if (spent === null || spent.consumedPoints < points) return null;
  return new ServiceError('TOO_MANY_REQUESTS', {
    what: 'milliseconds of work',
    limit: points / POINTS_PER_MS,
    seconds: Math.max(1, Math.ceil(spent.msBeforeNext / 1_000)),
  });
}
