import { isPassing } from '../database/connection_errors.ts';
import { type EventRow, readNews } from '../database/draft_history.ts';
import type { Feed } from './feed.ts';
import type { HubOptions } from './hub_options.ts';

/** Drafts that one statement asks for. */
const DRAFTS_PER_READ = 1_000;
/** Events of one draft that one statement reads; with more the draft is asked for again. */
const EVENTS_PER_DRAFT = 100;

/** Reads what is new in the feeds that may have something new: one statement at a time, for all that came together meanwhile. */
export class NewsReader {
  readonly #options: Pick<HubOptions, 'db' | 'log' | 'observer'>;
  readonly #waiting = new Set<Feed>();
  #reading: Promise<void> | null = null;
  #isFailing = false;

  constructor(options: Pick<HubOptions, 'db' | 'log' | 'observer'>) {
    this.#options = options;
  }

  /** Never waits and never fails: what cannot be read now is looked for again within a second. */
  look(feeds: Iterable<Feed>): void {
    for (const feed of feeds) this.#waiting.add(feed);
    if (this.#waiting.size > 0) this.#reading ??= this.#readAll();
  }

  /** Waits until everything asked for so far was read. */
  async settled(): Promise<void> {
    await this.#reading;
  }

  async #readAll(): Promise<void> {
    while (this.#waiting.size > 0) {
      const batch = [...this.#waiting].slice(0, DRAFTS_PER_READ);
      for (const feed of batch) this.#waiting.delete(feed);
      await this.#read(batch);
    }
    this.#reading = null;
  }

  async #read(batch: readonly Feed[]): Promise<void> {
    const { db, log, observer } = this.#options;
    const startedAt = performance.now();
    try {
      const events = await readNews(db, batch, EVENTS_PER_DRAFT);
      observer.newsRead(performance.now() - startedAt, events.length);
      if (this.#isFailing) log.info({ drafts: batch.length }, 'New events can be read again');
      this.#isFailing = false;
      const byDraft = Map.groupBy(events, ({ draftId }: EventRow) => draftId);
      for (const feed of batch) {
        const fresh = byDraft.get(feed.draftId) ?? [];
        feed.append(fresh);
        if (fresh.length === EVENTS_PER_DRAFT) this.#waiting.add(feed);
      }
    } catch (error) {
      const level = isPassing(error) ? 'warn' : 'error';
      if (!this.#isFailing) log[level]({ err: error }, 'Cannot read new events; looking again every second');
      this.#isFailing = true;
    }
  }
}
