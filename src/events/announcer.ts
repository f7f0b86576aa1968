import { setImmediate, setTimeout } from 'node:timers/promises';
import { notify } from '../database/events.ts';
import type { Queryable } from '../database/queryable.ts';
import type { Stage } from '../telemetry/metrics.ts';
import { type Announcement, CHANNEL } from './announcement.ts';

/** Announcements that follow each other faster are sent together. */
const GAP_MS = 10;
/** PostgreSQL refuses payloads of 8,000 bytes and more. A draft with its number and deadline takes about 70. */
const DRAFTS_PER_NOTIFY = 80;

/** A draft that changed, the number of its last event, and its next deadline: null for none, left out where not known. */
export interface Changed {
  readonly draftId: string;
  readonly version: number;
  readonly nextDeadline?: Date | null;
}

/** Hears how many milliseconds it took to tell of so many drafts. */
export interface AnnouncerObserver {
  measured?(stage: Stage, ms: number, drafts: number): void;
}

/** Names drafts that changed to whoever listens, after their commit. What comes together is sent together. */
export class Announcer {
  readonly #db: Queryable;
  readonly #onFailure: (error: unknown) => void;
  readonly #observer: AnnouncerObserver;
  readonly #waiting = new Map<string, Changed>();
  #sending: Promise<void> | null = null;
  #isSettling = false;

  /**
   * @param onFailure hears of announcements that could not be sent; listeners find those changes by themselves
   * @param observer hears how long sending took
   */
  constructor(db: Queryable, onFailure: (error: unknown) => void, observer: AnnouncerObserver = {}) {
    this.#db = db;
    this.#onFailure = onFailure;
    this.#observer = observer;
  }

  /** Never waits and never fails: an announcement is a hint, and listeners look by themselves as well. */
  announce(changed: Changed): void {
    const { draftId, version } = changed;
    if (version >= (this.#waiting.get(draftId)?.version ?? 0)) this.#waiting.set(draftId, changed);
    this.#sending ??= this.#sendAll();
  }

  /** Waits until everything announced so far was sent. */
  async settled(): Promise<void> {
    this.#isSettling = true;
    await this.#sending;
    this.#isSettling = false;
  }

  async #sendAll(): Promise<void> {
    await setImmediate();
    while (this.#waiting.size > 0) {
      const batch = [...this.#waiting.values()].slice(0, DRAFTS_PER_NOTIFY);
      for (const { draftId } of batch) this.#waiting.delete(draftId);
      await this.#send(batch.map(toAnnounced));
      if (this.#waiting.size < DRAFTS_PER_NOTIFY && !this.#isSettling) await setTimeout(GAP_MS);
    }
    this.#sending = null;
  }

  async #send(announcement: Announcement): Promise<void> {
    const startedAt = performance.now();
    try {
      await notify(this.#db, CHANNEL, JSON.stringify(announcement));
      this.#observer.measured?.('announce', performance.now() - startedAt, announcement.length);
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
