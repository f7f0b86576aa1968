import { type Credential, NO_CREDENTIAL } from '../database/actor.ts';
import { visibleDrafts, type Watching } from '../database/events.ts';
import { DraftError } from '../draft/errors.ts';
import { CHANNEL, readAnnouncement, readTraceHint } from './announcement.ts';
import { checkFollowers } from './check_followers.ts';
import type { Proven } from './check_watchers.ts';
import { EventTraces } from './event_traces.ts';
import { Feed } from './feed.ts';
import { Follower } from './follower.ts';
import type { HubOptions } from './hub_options.ts';
import { keepListening } from './listening.ts';
import { LostCommits } from './lost_commits.ts';
import { NewsReader } from './news_reader.ts';
import { OpenStreams } from './open_streams.ts';
import { PastPace } from './past_pace.ts';
import { whenGone } from './when_gone.ts';

/** A lost NOTIFY costs a follower this long at most. */
const LOOK_ANYWAY_MS = 1_000;
/** Who may no longer watch is noticed within this time. */
const CHECK_MS = 2_000;

/** What to follow: which draft, from which number on (exclusive; null: from now), for whom, and until what expires. */
export interface Following extends Watching {
  readonly after: number | null;
  /** The address of the follower, which is counted. */
  readonly address?: string;
  /** Without one: as long as they may watch. */
  readonly credential?: Credential;
  /** Aborted when the client is gone: nobody follows from then on, whether or not the follower is returned. */
  readonly gone?: AbortSignal;
}

/**
 * The events of drafts for all who follow them in this process. One connection listens for hints; new events are read once for
 * all followers, in one statement for all drafts, and shared in memory. It survives lost connections: events that were announced
 * meanwhile are found by their numbers.
 */
export class Hub {
  readonly #options: HubOptions;
  readonly #feeds = new Map<string, Feed>();
  readonly #followers = new Set<Follower>();
  readonly #streams: OpenStreams;
  readonly #news: NewsReader;
  readonly #lost: LostCommits;
  readonly #traces = new EventTraces();
  readonly #pastPace = new PastPace();
  readonly #stopping = new AbortController();
  #listening: Promise<void> | null = null;
  #checking: Promise<void> | null = null;
  #timers: NodeJS.Timeout[] = [];

  constructor(options: HubOptions) {
    this.#options = options;
    this.#streams = new OpenStreams(options);
    this.#lost = new LostCommits(options.db, () => this.#feeds.values());
    this.#news = new NewsReader({
      ...options,
      traces: this.#traces,
      lost: this.#lost,
      onManagersChanged: (changes) => this.#checkFollowersOf(changes),
    });
  }

  /**
   * The events of a draft for one follower: first what came after a number, then live, each once and in order. A number that the
   * draft has not reached is answered with RESYNC. Throws a DraftError (DRAFT_NOT_FOUND) when there is no such draft for that
   * person, and a ServiceError (TOO_MANY_CONNECTIONS) when they follow too much already. The following ends with the first when they
   * may no longer watch, and with TOKEN_INVALID when what proved who they are is not good any more. Return it when nobody reads it any
   * more.
   */
  async follow(following: Following): Promise<Follower> {
    const { draftId, after, actor, address, credential = NO_CREDENTIAL, gone } = following;
    const { db, log, observer, pastTurn } = this.#options;
    this.#listening ??= this.#listen();
    const [visible] = await visibleDrafts(db, [{ draftId, actor }]);
    if (!visible) throw new DraftError('DRAFT_NOT_FOUND');
    await this.#lost.settle();
    if (this.#stopping.signal.aborted) throw new Error('The hub has stopped');
    const close = this.#streams.open(actor, address);
    const feed = this.#feeds.get(draftId) ?? new Feed(draftId, visible);
    this.#feeds.set(draftId, feed);
    const start = after ?? visible.version;
    const follower = new Follower({
      feed,
      actor,
      credential,
      after: start > visible.version ? null : start,
      db,
      inTurn: (read) => pastTurn(address ?? '', read),
      pace: () => this.#pastPace.turn(),
      log,
      onResync: () => observer.resynced(),
      onRefused: () => this.#options.onRefused?.(),
      onEnd: (ended) => {
        hearNoMore();
        this.#ended(ended, feed, close);
      },
    });
    this.#followers.add(follower);
    if (this.#followers.size === 1) this.#wind();
    observer.followers(this.#followers.size);
    // Events between the read of the version and now were announced before this follower existed.
    this.#news.look([feed]);
    const hearNoMore = whenGone(gone, () => void follower.return());
    return follower;
  }

  /** Who follows which draft through this process, and may: each open stream once. */
  present(): Proven[] {
    return [...this.#followers].filter(({ isRefused }) => !isRefused);
  }

  /** Stops listening and ends every follower. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await Promise.all([...this.#followers].map((follower) => follower.return()));
    await this.#listening;
    await this.#news.settled();
    await this.#checking;
  }

  #ended(follower: Follower, feed: Feed, close: () => void): void {
    close();
    this.#followers.delete(follower);
    if (!feed.isFollowed) this.#feeds.delete(feed.draftId);
    if (this.#followers.size === 0) this.#unwind();
    this.#options.observer.followers(this.#followers.size);
  }

  #wind(): void {
    this.#timers = [
      setInterval(() => this.#lookAtAll(), LOOK_ANYWAY_MS),
      setInterval(() => this.#check(), CHECK_MS),
    ];
  }

  #unwind(): void {
    for (const timer of this.#timers) clearInterval(timer);
    this.#timers = [];
  }

  #lookAtAll(): void {
    this.#news.look(this.#feeds.values());
  }

  #check(): void {
    const { db, log } = this.#options;
    this.#checking ??= checkFollowers(db, this.#followers)
      .then((behind) => this.#news.look(behind))
      .catch((error: unknown) => log.debug({ err: error }, 'Cannot check who may watch; asking again soon'))
      .finally(() => {
        this.#checking = null;
      });
  }

  async #checkFollowersOf(changes: ReadonlyMap<Feed, number>): Promise<void> {
    const followers = [...this.#followers].filter(({ feed }) => changes.has(feed));
    await checkFollowers(this.#options.db, followers, changes);
  }

  #heard(payload: string): void {
    const traces = readTraceHint(payload);
    if (traces) {
      this.#traces.hear(traces);
      return;
    }
    const announcement = readAnnouncement(payload);
    // A message of another program on our channel: reading everything again costs little.
    if (!announcement) this.#lookAtAll();
    const changed = (announcement ?? []).flatMap(([draftId, version]) => {
      const feed = this.#feeds.get(draftId);
      return feed && feed.version < version ? [feed] : [];
    });
    this.#news.look(changed);
  }

  #listen(): Promise<void> {
    const { url, log } = this.#options;
    const handlers = {
      hear: (payload: string) => this.#heard(payload),
      began: () => {
        this.#check();
        this.#lookAtAll();
      },
    };
    return keepListening(url, CHANNEL, handlers, this.#stopping.signal, log);
  }
}
