import type { Queryable } from '../database/queryable.ts';
import { openOnSchedule } from '../orchestrator/open_draft.ts';
import { type SpanAbout, within } from '../telemetry/spans.ts';

/** Drafts opened at the same time. Laying out a board takes a while; deadlines must not wait for connections meanwhile. */
const AT_ONCE = 2;
const OPEN: SpanAbout = { name: 'open on schedule', begins: true };

/** Is told the result of each start. */
export interface StartObserver {
  started(draftId: string, version: number): void;
  /** The start failed; its job tries again. */
  notStarted(draftId: string, error: unknown): void;
}

/** Opens drafts at their scheduled start, in the background: the caller never waits. */
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

  /** Drops starts that have not begun, which their jobs will do, and waits for the rest. */
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
      await within(OPEN, async () => {
        const version = await openOnSchedule(this.#db, draftId);
        if (version !== null) this.#observer.started(draftId, version);
      });
    } catch (error) {
      this.#observer.notStarted(draftId, error);
    }
  }
}
