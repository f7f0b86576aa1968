import { CLOCK } from '../database/actor.ts';
import { readNews, visibleDrafts } from '../database/events.ts';
import type { Queryable } from '../database/queryable.ts';
import { timelineChanges } from '../database/timelines.ts';
import type { Feed } from './feed.ts';

/** Drafts in one statement. */
const FEEDS_AT_ONCE = 1_000;

/**
 * Finds feeds that tell what never happened. A server that takes over need not have received every commit of the one before: a draft then goes on
 * from an earlier number, and soon other events have the numbers that followers know. Where the database is on another timeline, the last event
 * of each feed is compared with what is stored under its number now; a feed that ends with another one is set back, and its followers are told
 * to read the draft again. All others go on as if nothing had been.
 */
export class LostCommits {
  readonly #db: Queryable;
  readonly #feeds: () => Iterable<Feed>;
  readonly #isOtherTimeline = timelineChanges();
  #isInDoubt = false;
  #settling: Promise<void> | null = null;

  /** @param feeds all that anybody follows, at any time */
  constructor(db: Queryable, feeds: () => Iterable<Feed>) {
    this.#db = db;
    this.#feeds = feeds;
  }

  /** Whether feeds may end with what never happened: what was read now must not be appended to any. */
  isInDoubt(): boolean {
    this.#isInDoubt = this.#isOtherTimeline() || this.#isInDoubt;
    return this.#isInDoubt;
  }

  /** Compares, where there is a doubt. Throws what the database throws; the doubt stays then. */
  settle(): Promise<void> {
    this.#settling ??= this.#settle().finally(() => {
      this.#settling = null;
    });
    return this.#settling;
  }

  async #settle(): Promise<void> {
    while (this.isInDoubt()) {
      const feeds = [...this.#feeds()];
      for (let from = 0; from < feeds.length; from += FEEDS_AT_ONCE)
        await this.#rewind(feeds.slice(from, from + FEEDS_AT_ONCE));
      this.#isInDoubt = false;
    }
  }

  async #rewind(feeds: readonly Feed[]): Promise<void> {
    const before = feeds.map(({ draftId, version }) => ({ draftId, version: version - 1 }));
    const stored = new Map((await readNews(this.#db, before, 1)).map((event) => [event.draftId, event]));
    const lost = feeds.filter((feed) => !feed.endsWith(stored.get(feed.draftId)));
    const watched = lost.map(({ draftId }) => ({ draftId, actor: CLOCK }));
    const newest = await visibleDrafts(this.#db, watched);
    // A draft that is gone as a whole ends its followers when they are checked.
    for (const [place, feed] of lost.entries()) if (newest[place]) feed.rewind(newest[place]);
  }
}
