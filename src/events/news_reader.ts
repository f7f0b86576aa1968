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
  /**
   * Teams got other managers in these drafts, first by the events of those numbers: ends followers who may no longer watch, each after that
   * event. The events wait for it.
   */
  readonly onManagersChanged: (changes: ReadonlyMap<Feed, number>) => Promise<void>;
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
      const changes = new Map<Feed, number>();
      for (const feed of batch) {
        const fresh = byDraft.get(feed.draftId) ?? [];
        const change = fresh.find(isManagerChanged);
        if (change) changes.set(feed, change.version);
        else feed.append(fresh);
        if (fresh.length === EVENTS_PER_DRAFT) this.#waiting.add(feed);
      }
      if (changes.size === 0) return;
      // Once for all of them: whoever gives the team of hundreds of drafts away again and again would have everybody wait for as many questions.
      await this.#options.onManagersChanged(changes);
      for (const feed of changes.keys()) feed.append(byDraft.get(feed.draftId) ?? []);
    } catch (error) {
      const level = isPassing(error) ? 'warn' : 'error';
      if (!this.#isFailing) log[level]({ err: error }, 'Cannot read new events; looking again every second');
      this.#isFailing = true;
    }
  }
}

function isManagerChanged({ kind }: EventRow): boolean {
  return kind === 'MANAGER_CHANGED';
}
