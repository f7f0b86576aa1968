import { setImmediate, setTimeout } from 'node:timers/promises';
import { notify } from '../database/events.ts';
import type { Queryable } from '../database/queryable.ts';
import type { Stage } from '../telemetry/metrics.ts';
import { type Announcement, CHANNEL } from './announcement.ts';

/** Milliseconds between two NOTIFYs: drafts that change in between are sent together. */
const GAP_MS = 10;
/** PostgreSQL refuses payloads of 8,000 bytes and more. A draft with its number and deadline takes about 70. */
const DRAFTS_PER_NOTIFY = 80;

/** A draft that changed, the number of its last event, and its next deadline: null for none, left out where not known. */
export interface Changed {
  readonly draftId: string;
  readonly version: number;
  readonly nextDeadline?: Date | null;
}

/** Is told how many milliseconds a NOTIFY took, and for how many drafts. */
export interface AnnouncerObserver {
  measured?(stage: Stage, ms: number, drafts: number): void;
}

/** Sends hints (NOTIFY) about drafts that changed, after their commit; changes at about the same time share one. */
export class Announcer {
  readonly #db: Queryable;
  readonly #onFailure: (error: unknown) => void;
  readonly #observer: AnnouncerObserver;
  readonly #waiting = new Map<string, Changed>();
  #sending: Promise<void> | null = null;
  #isSettling = false;

  /**
   * @param onFailure is called when a hint could not be sent; listeners find those changes at their next read
   * @param observer is told how long sending took
   */
  constructor(db: Queryable, onFailure: (error: unknown) => void, observer: AnnouncerObserver = {}) {
    this.#db = db;
    this.#onFailure = onFailure;
    this.#observer = observer;
  }

  /** Never waits and never fails: a hint may be lost, since listeners also read without one. */
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

/** A Date cuts off microseconds: one millisecond later is never before the deadline. */
function toAnnounced({ draftId, version, nextDeadline }: Changed): Announcement[number] {
  if (nextDeadline === undefined) return [draftId, version];
  return [draftId, version, nextDeadline === null ? null : nextDeadline.getTime() + 1];
}
