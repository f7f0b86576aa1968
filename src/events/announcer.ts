import type { Queryable } from '../database/queryable.ts';

/** The channel on which changed drafts are named. */
export const CHANNEL = 'draft_events';
/** PostgreSQL refuses payloads of 8,000 bytes and more. An id with its number takes about 55. */
const DRAFTS_PER_NOTIFY = 100;

/** A draft that changed, and the number of its last event. */
export interface Changed {
  readonly draftId: string;
  readonly version: number;
}

/** The payload of a NOTIFY: [draft, version] pairs. */
export type Announcement = readonly (readonly [draftId: string, version: number])[];

/** Names drafts that changed to whoever listens, after their commit. What comes together is sent together. */
export class Announcer {
  readonly #db: Queryable;
  readonly #onFailure: (error: unknown) => void;
  #waiting = new Map<string, number>();
  #sending: Promise<void> | null = null;

  /** @param onFailure hears of announcements that could not be sent; listeners find those changes by themselves */
  constructor(db: Queryable, onFailure: (error: unknown) => void) {
    this.#db = db;
    this.#onFailure = onFailure;
  }

  /** Never waits and never fails: an announcement is a hint, and listeners look by themselves as well. */
  announce({ draftId, version }: Changed): void {
    this.#waiting.set(draftId, Math.max(version, this.#waiting.get(draftId) ?? 0));
    this.#sending ??= this.#sendAll();
  }

  /** Waits until everything announced so far was sent. */
  async settled(): Promise<void> {
    await this.#sending;
  }

  async #sendAll(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    while (this.#waiting.size > 0) {
      const batch = [...this.#waiting].slice(0, DRAFTS_PER_NOTIFY);
      for (const [draftId] of batch) this.#waiting.delete(draftId);
      await this.#send(batch);
    }
    this.#sending = null;
  }

  async #send(announcement: Announcement): Promise<void> {
    try {
      await this.#db.query('select pg_notify($1, $2)', [CHANNEL, JSON.stringify(announcement)]);
    } catch (error) {
      this.#onFailure(error);
    }
  }
}
