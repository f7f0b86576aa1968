import { liveSessions } from '../../database/identity.ts';
import type { Queryable } from '../../database/queryable.ts';

/** Cookies that one statement looks up. */
const MOST_AT_ONCE = 500;
/** Where one connection is silent until it is given up, the other goes on. */
const MOST_STATEMENTS = 2;

interface Wanted {
  readonly hash: Buffer;
  readonly found: PromiseWithResolvers<string | undefined>;
}

/**
 * Finds out who is signed in with which cookie: two statements at a time, for all who ask meanwhile. So however many cookies are sent, right
 * or wrong, they keep two connections busy, and picks have all others.
 */
export class SessionLookUp {
  readonly #db: () => Queryable;
  #waiting: Wanted[] = [];
  #statements = 0;

  constructor(db: () => Queryable) {
    this.#db = db;
  }

  /** The person who is signed in with a cookie, by its SHA-256; undefined: nobody is. */
  find(hash: Buffer): Promise<string | undefined> {
    const found = Promise.withResolvers<string | undefined>();
    this.#waiting.push({ hash, found });
    if (this.#statements < MOST_STATEMENTS) void this.#ask();
    return found.promise;
  }

  /** Never throws: those who asked hear of it. */
  async #ask(): Promise<void> {
    this.#statements += 1;
    while (this.#waiting.length > 0) {
      const asked = this.#waiting.splice(0, MOST_AT_ONCE);
      try {
        const people = await liveSessions(
          this.#db(),
          asked.map(({ hash }) => hash),
        );
        for (const { hash, found } of asked) found.resolve(people.get(hash.toString('hex')));
      } catch (error) {
        for (const { found } of asked) found.reject(error);
      }
    }
    this.#statements -= 1;
  }
}
