import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { DraftError } from '../../draft/errors.ts';
import type { Viewer } from '../viewer.ts';

/** Secrets that open nothing: an honest person mistypes none of them, for links are clicked. */
const GUESSES_PER_MINUTE = 10;
const A_MINUTE_SECONDS = 60;

/**
 * How often somebody may do something, counted in this process: with several server processes the limit is that many times
 * as high.
 */
export class RateLimits {
  readonly #mutations: RateLimiterMemory;
  readonly #guesses = new RateLimiterMemory({
    points: GUESSES_PER_MINUTE,
    duration: A_MINUTE_SECONDS,
  });

  constructor(mutationsPerMinute: number) {
    this.#mutations = new RateLimiterMemory({ points: mutationsPerMinute, duration: A_MINUTE_SECONDS });
  }

  /** Counts a mutation of a person; of nobody in particular, by address. Throws a DraftError (TOO_MANY_REQUESTS). */
  async countMutation({ userId }: Viewer, address: string): Promise<void> {
    await count(this.#mutations, userId ?? address);
  }

  /** Refuses whoever tried too many secrets that open nothing. Throws a DraftError (TOO_MANY_REQUESTS). */
  async refuseGuesser(address: string): Promise<void> {
    const guesses = await this.#guesses.get(address);
    if (guesses !== null && guesses.remainingPoints <= 0) throw tooMany(this.#guesses, guesses);
  }

  /** Counts a secret that opened nothing. */
  async countGuess(address: string): Promise<void> {
    await this.#guesses.penalty(address);
  }
}

async function count(limiter: RateLimiterMemory, key: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (refused) {
    throw refused instanceof RateLimiterRes ? tooMany(limiter, refused) : refused;
  }
}

function tooMany({ points }: RateLimiterMemory, { msBeforeNext }: RateLimiterRes): DraftError {
  return new DraftError('TOO_MANY_REQUESTS', { limit: points, seconds: Math.ceil(msBeforeNext / 1_000) });
}
