import { isPassing } from '../database/connection_errors.ts';
import { type EventRow, readNews } from '../database/events.ts';
import type { EventTraces } from './event_traces.ts';
import type { Feed } from './feed.ts';
import type { HubOptions } from './hub_options.ts';
import type { LostCommits } from './lost_commits.ts';

/** Drafts in one statement. */
const DRAFTS_PER_READ = 1_000;
/** Events of one draft that one statement reads; where there are more, the draft is read again. */
const EVENTS_PER_DRAFT = 100;

type Options = Pick<HubOptions, 'db' | 'log' | 'observer'> & {
  readonly traces: EventTraces;
  readonly lost: LostCommits;
  /** A team got another manager: ends followers who may no longer watch, after the event of that number. Later events wait for it. */
  readonly onManagerChanged: (feed: Feed, version: number) => Promise<void>;
};

/** Reads new events of the feeds that may have some: one statement at a time, for all feeds named meanwhile. */
export class NewsReader {
  readonly #options: Options;
  readonly #waiting = new Set<Feed>();
  #reading: Promise<void> | null = null;
  #isFailing = false;

  constructor(options: Options) {
    this.#options = options;
  }

  /** Never waits and never fails: what cannot be read now is read again within a second. */
  look(feeds: Iterable<Feed>): void {
    for (const feed of feeds) this.#waiting.add(feed);
    if (this.#waiting.size > 0) this.#reading ??= this.#readAll();
  }

  /** Waits until every read that was asked for so far has ended. */
  async settled(): Promise<void> {
    await this.#reading;
  }

  async #readAll(): Promise<void> {
    while (this.#waiting.size > 0) {
      const batch = [...this.#waiting].slice(0, DRAFTS_PER_READ);
      for (const feed of batch) this.#waiting.delete(feed);
      // A forgotten feed may have a successor here: events are told apart by their draft, so there is one feed of each.
      await this.#read(batch.filter(({ isFollowed }) => isFollowed));
    }
    this.#reading = null;
  }

  async #read(batch: readonly Feed[]): Promise<void> {
    const { db, log, observer, traces, lost } = this.#options;
    if (batch.length === 0) return;
    try {
      await lost.settle();
      const startedAt = performance.now();
      const seen = batch.map(({ draftId, after }) => ({ draftId, version: after }));
      const events = await readNews(db, seen, EVENTS_PER_DRAFT);
      if (lost.isInDoubt()) {
        this.look(batch);
        return;
      }
      const known = new Map(batch.map(({ draftId, version }) => [draftId, version]));
      const news = events.filter(({ draftId, version }) => version > (known.get(draftId) ?? 0));
      observer.newsRead(performance.now() - startedAt, news.length);
      traces.read(news);
      if (this.#isFailing) log.info({ drafts: batch.length }, 'New events can be read again');
      this.#isFailing = false;
      const byDraft = Map.groupBy(events, ({ draftId }: EventRow) => draftId);
      const delayed: [Feed, EventRow[]][] = [];
      for (const feed of batch) {
        const fresh = byDraft.get(feed.draftId) ?? [];
        if (fresh.some(isManagerChanged)) delayed.push([feed, fresh]);
        else feed.append(fresh);
        if (fresh.length === EVENTS_PER_DRAFT) this.#waiting.add(feed);
      }
      for (const [feed, fresh] of delayed) await this.#appendInParts(feed, fresh);
    } catch (error) {
      const level = isPassing(error) ? 'warn' : 'error';
      if (!this.#isFailing) log[level]({ err: error }, 'Cannot read new events; looking again every second');
      this.#isFailing = true;
    }
  }

  /** Up to each change of a manager, which may end some followers, before anything that came after it. */
  async #appendInParts(feed: Feed, fresh: readonly EventRow[]): Promise<void> {
    for (const [index, event] of fresh.entries()) {
      if (!isManagerChanged(event)) continue;
      feed.append(fresh.slice(0, index + 1));
      await this.#options.onManagerChanged(feed, event.version);
    }
    feed.append(fresh);
  }
}

function isManagerChanged({ kind }: EventRow): boolean {
  return kind === 'MANAGER_CHANGED';
}
