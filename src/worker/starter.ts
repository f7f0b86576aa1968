import type { Queryable } from '../database/queryable.ts';
import { openOnSchedule } from '../orchestrator/open_draft.ts';

/** Laying out a board takes a while; clocks that run out meanwhile must not wait behind it. */
const AT_ONCE = 2;

/** What a start led to. */
export interface StartObserver {
  started(draftId: string, version: number): void;
  /** The job behind the start tries again. */
  notStarted(draftId: string, error: unknown): void;
}

/** Opens drafts whose time came, beside everything else: the caller never waits. */
export class Starter {
  readonly #db: Queryable;
  readonly #observer: StartObserver;
  readonly #waiting = new Set<string>();
  readonly #opening = new Set<Promise<void>>();

  constructor(db: Queryable, observer: StartObserver) {
    this.#db = db;
    this.#observer = observer;
  }

  start(draftIds: readonly string[]): void {
    for (const draftId of draftIds) this.#waiting.add(draftId);
    this.#open();
  }

  /** Gives up what has not begun and waits for the rest: the jobs behind those starts do it. */
  async settled(): Promise<void> {
    this.#waiting.clear();
    await Promise.all(this.#opening);
  }

  #open(): void {
    for (const draftId of this.#waiting) {
      if (this.#opening.size >= AT_ONCE) return;
      this.#waiting.delete(draftId);
      const opening = this.#openOne(draftId).finally(() => {
        this.#opening.delete(opening);
        this.#open();
      });
      this.#opening.add(opening);
    }
  }

  async #openOne(draftId: string): Promise<void> {
    try {
      const version = await openOnSchedule(this.#db, draftId);
      if (version !== null) this.#observer.started(draftId, version);
    } catch (error) {
      this.#observer.notStarted(draftId, error);
    }
  }
}
