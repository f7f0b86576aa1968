import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { DraftError } from '../../draft/errors.ts';
import { isRefusal, ServiceError } from '../../service_errors.ts';
import type { Viewer } from '../viewer.ts';

/** Secrets that open nothing: an honest person mistypes none of them, for links are clicked. */
const GUESSES_PER_MINUTE = 10;
/**
 * Requests, and messages of other systems, are counted over so many seconds. Requests no shorter: an office that opens the same page at once is
 * no attack. Messages no longer: each is kept and handled, and those of a whole minute at once would be before everybody's picks.
 */
const COUNTED_OVER_SECONDS = 10;
/** Whoever sends so many times the limit takes no notice of refusals. */
const FLOOD = 2;
const A_MINUTE_SECONDS = 60;
const AN_HOUR_SECONDS = 3_600;
/** An address may change as much as so many people: whoever runs a league can invite himself under any number of names. */
const PEOPLE_OF_ADDRESS = 5;

/** What a person may create only so many of in an hour. */
export type Counted = 'LEAGUE' | 'DRAFT' | 'PREVIEW' | 'POOL';

/** What a refusal says was too much. */
const CREATED: Readonly<Record<Counted, string>> = {
  LEAGUE: 'new leagues in an hour',
  DRAFT: 'new drafts in an hour',
  PREVIEW: 'new practice drafts in an hour',
  POOL: 'new player pools in an hour',
};

/** How often a person may do what. */
export interface PersonLimits {
  readonly mutationsPerMinute: number;
  readonly draftsPerHour: number;
}

/**
 * How often somebody may do something, counted in this process: with several server processes the limit is that many times
 * as high.
 */
export class RateLimits {
  readonly #mutations: Limits;
  readonly #messages: Limits;
  readonly #created: Readonly<Record<Counted, Limits>>;
  readonly #guesses = new RateLimiterMemory({
    points: GUESSES_PER_MINUTE,
    duration: A_MINUTE_SECONDS,
  });

  /** The last secret of each address that is being tried; the next one waits for it. */
  readonly #turns = new Map<string, Promise<unknown>>();
  readonly #requests: RateLimiterMemory;

  constructor({ mutationsPerMinute, draftsPerHour }: PersonLimits, requestsPerSecond: number) {
    this.#mutations = limits(mutationsPerMinute, A_MINUTE_SECONDS);
    const messages = Math.ceil((mutationsPerMinute * COUNTED_OVER_SECONDS) / A_MINUTE_SECONDS);
    this.#messages = limits(messages, COUNTED_OVER_SECONDS);
    this.#created = {
      LEAGUE: limits(draftsPerHour, AN_HOUR_SECONDS),
      DRAFT: limits(draftsPerHour, AN_HOUR_SECONDS),
      PREVIEW: limits(draftsPerHour, AN_HOUR_SECONDS),
      POOL: limits(draftsPerHour, AN_HOUR_SECONDS),
    };
    this.#requests = new RateLimiterMemory({
      points: requestsPerSecond * COUNTED_OVER_SECONDS,
      duration: COUNTED_OVER_SECONDS,
    });
  }

  /** Counts a request over HTTP, or a message on a WebSocket, whatever it asks for. Throws a ServiceError (TOO_MANY_REQUESTS). */
  async countRequest(address: string, requests = 1): Promise<void> {
    await count(this.#requests, address, requests);
  }

  /** Counts a mutation of a person, and of their address, as so many. Throws a ServiceError (TOO_MANY_REQUESTS). */
  countMutation(viewer: Viewer, address: string, points = 1): Promise<void> {
    return countBoth(this.#mutations, viewer, address, points);
  }

  /**
   * Counts a message of another system as so many mutations (at most as all that a source may send at once): of its source, as of a person, and
   * of its address, but apart from mutations, so that nobody is kept from picking by messages. It is counted before anybody knows whether there is such a source, and for each address: so
   * nobody learns that, or spends it for who sends from elsewhere. Throws a ServiceError (TOO_MANY_REQUESTS).
   */
  async countMessage(sourceId: string, address: string, points: number): Promise<void> {
    const { ofPerson, ofAddress } = this.#messages;
    const counted = Math.min(points, ofPerson.points);
    await count(ofPerson, `${sourceId} from ${address}`, counted);
    await count(ofAddress, address, counted);
  }

  /**
   * Has a person create something, and counts it, each kind by itself; what is refused in the end was not created and does not count. The teams of
   * a league may be given to anybody, and whatever a person reads asks for the leagues that they are in; a draft and a preview ask the clock
   * for up to twenty picks a second, which everybody's drafts share; a pool has up to 5,000 rows.
   * Operators may create as many as they like. Throws a ServiceError (TOO_MANY_REQUESTS).
   */
  async create<T>(what: Counted, viewer: Viewer, address: string, create: () => Promise<T>): Promise<T> {
    if (viewer.isOperator) return create();
    const { ofPerson, ofAddress } = this.#created[what];
    // Counted before, so that many at once are not all too early to be counted.
    await countBoth(this.#created[what], viewer, address, 1, CREATED[what]);
    try {
      return await create();
    } catch (error) {
      // After an unknown failure it may have been created.
      if (!isRefusal(error)) throw error;
      await ofPerson.reward(viewer.userId ?? address);
      await ofAddress.reward(address);
      throw error;
    }
  }

  /** For how many milliseconds an address that sends requests in spite of refusals is not listened to; 0: it does not. */
  async floodsFor(address: string): Promise<number> {
    const sent = await this.#requests.get(address);
    return sent !== null && sent.consumedPoints > FLOOD * this.#requests.points ? sent.msBeforeNext : 0;
  }

  /**
   * Uses a secret. A right one always passes, whatever others of its address tried before: nobody guesses one of 32 random bytes,
   * and many people may share an address. Wrong ones cost whoever tries them: an address has one secret tried at a time, and after
   * ten in a minute that are not known (INVITATION_INVALID with the reason UNKNOWN) is told to wait (TOO_MANY_REQUESTS).
   */
  async useSecret<T>(address: string, use: () => Promise<T>): Promise<T> {
    const tried = (this.#turns.get(address) ?? Promise.resolve()).then(use);
    const settled = tried.catch(() => undefined);
    this.#turns.set(address, settled);
    try {
      return await tried;
    } catch (error) {
      // Whoever was sent a link that is used up has not guessed.
      const isGuess =
        error instanceof DraftError
          ? error.numbers['reason'] === 'UNKNOWN'
          : error instanceof ServiceError && error.code === 'SIGN_IN_LINK_INVALID';
      if (isGuess) await count(this.#guesses, address);
      throw error;
    } finally {
      if (this.#turns.get(address) === settled) this.#turns.delete(address);
    }
  }
}

interface Limits {
  readonly ofPerson: RateLimiterMemory;
  readonly ofAddress: RateLimiterMemory;
}

function limits(points: number, duration: number): Limits {
  return {
    ofPerson: new RateLimiterMemory({ points, duration }),
    ofAddress: new RateLimiterMemory({ points: points * PEOPLE_OF_ADDRESS, duration }),
  };
}

/** Who is nobody in particular is counted as a person of their address. What a person may not do does not count for the address. */
async function countBoth(
  { ofPerson, ofAddress }: Limits,
  { userId }: Viewer,
  address: string,
  points = 1,
  what?: string,
): Promise<void> {
  await count(ofPerson, userId ?? address, points, what);
  await count(ofAddress, address, points, what);
}

async function count(limiter: RateLimiterMemory, key: string, points = 1, what?: string): Promise<void> {
  try {
    await limiter.consume(key, points);
  } catch (refused) {
    if (!(refused instanceof RateLimiterRes)) throw refused;
    throw new ServiceError('TOO_MANY_REQUESTS', {
      ...(what === undefined ? {} : { what }),
      limit: limiter.points,
      seconds: Math.ceil(refused.msBeforeNext / 1_000),
    });
  }
}
