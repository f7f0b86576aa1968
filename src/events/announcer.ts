import type { Queryable } from '../database/queryable.ts';
import { type Announcement, CHANNEL } from './announcement.ts';

/** PostgreSQL refuses payloads of 8,000 bytes and more. A draft with its number and deadline takes about 70. */
const DRAFTS_PER_NOTIFY = 80;

/** A draft that changed, the number of its last event, and its next deadline: null for none, left out where not known. */
export interface Changed {
  readonly draftId: string;
  readonly version: number;
  readonly nextDeadline?: Date | null;
}

/** Names drafts that changed to whoever listens, after their commit. What comes together is sent together. */
export class Announcer {
  readonly #db: Queryable;
  readonly #onFailure: (error: unknown) => void;
  readonly #waiting = new Map<string, Changed>();
  #sending: Promise<void> | null = null;

  /** @param onFailure hears of announcements that could not be sent; listeners find those changes by themselves */
  constructor(db: Queryable, onFailure: (error: unknown) => void) {
    this.#db = db;
    this.#onFailure = onFailure;
  }

  /** Never waits and never fails: an announcement is a hint, and listeners look by themselves as well. */
  announce(changed: Changed): void {
    const { draftId, version } = changed;
    if (version >= (this.#waiting.get(draftId)?.version ?? 0)) this.#waiting.set(draftId, changed);
    this.#sending ??= this.#sendAll();
  }

  /** Waits until everything announced so far was sent. */
  async settled(): Promise<void> {
    await this.#sending;
  }

  async #sendAll(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    while (this.#waiting.size > 0) {
      const batch = [...this.#waiting.values()].slice(0, DRAFTS_PER_NOTIFY);
      for (const { draftId } of batch) this.#waiting.delete(draftId);
      await this.#send(batch.map(toAnnounced));
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

/** Cut off after the millisecond, a deadline would be heard of before it is over. */
function toAnnounced({ draftId, version, nextDeadline }: Changed): Announcement[number] {
  if (nextDeadline === undefined) return [draftId, version];
  return [draftId, version, nextDeadline === null ? null : nextDeadline.getTime() + 1];
}
