import type { Actor, Credential } from '../database/actor.ts';
import { isPassing } from '../database/connection_errors.ts';
import { type EventRow, readEvents } from '../database/events.ts';
import type { Queryable } from '../database/queryable.ts';
import type { Log } from '../telemetry/log.ts';
import type { Feed } from './feed.ts';
import { type LiveEvent, resync } from './live_event.ts';

/** Events that a follower reads at once while it catches up. */
const PAGE = 200;
const LOOK_AGAIN_MS = 1_000;
/** A number that no count of rewinds and no version has. */
const NEVER = -1;

/** Where a follower begins, and what it works with. */
export interface FollowerOptions {
  readonly feed: Feed;
  readonly actor: Actor;
  /** The follower ends when this expires. */
  readonly credential: Credential;
  /** The number of the last event that it knows; null where it has to read the draft again first. */
  readonly after: number | null;
  /** Where missed events are read, and when. */
  readonly db: Queryable;
  readonly inTurn: <T>(read: () => Promise<T>) => Promise<T>;
  /** Resolves when the next of them may be taken. */
  readonly pace: () => Promise<void>;
  readonly log: Log;
  /** Called when the follower is told to read the draft again. */
  readonly onResync: () => void;
  /** Called when somebody ends it with an error, which the client may take later. */
  readonly onRefused: () => void;
  /** Called once, when it ends. */
  readonly onEnd: (follower: Follower) => void;
}

/**
 * The position of one subscriber in the events of a draft: first the events it missed, from the database, then live ones, from the
 * feed that all followers of the draft share. The next event is taken only when the client took the last one, so a slow client
 * delays nobody and fills no memory: one that is further behind than the feed reaches gets RESYNC.
 */
export class Follower implements AsyncIterableIterator<LiveEvent> {
  readonly actor: Actor;
  readonly credential: Credential;
  readonly draftId: string;
  readonly feed: Feed;
  readonly #options: FollowerOptions;
  #place: number;
  #rewinds: number;
  /** Whether it reached the feed; from then on it reads nothing from the database. */
  #isLive = false;
  #page: EventRow[] = [];
  #failure: { readonly error: Error; readonly last: number } | null = null;
  #isOver = false;
  #wake: () => void = () => undefined;
  readonly #wakeUp = () => this.#wake();

  constructor(options: FollowerOptions) {
    this.#options = options;
    this.feed = options.feed;
    this.actor = options.actor;
    this.credential = options.credential;
    this.draftId = options.feed.draftId;
    this.#place = options.after ?? options.feed.version;
    this.#rewinds = options.after === null ? NEVER : options.feed.rewinds;
    options.feed.wakes.add(this.#wakeUp);
  }

  /** Whether it ends with an error, as soon as the client takes what is left. */
  get isRefused(): boolean {
    return this.#failure !== null;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async next(): Promise<IteratorResult<LiveEvent, undefined>> {
    while (!this.#isOver) {
      if (this.#page.length > 0) await this.#options.pace();
      if (this.#isOver) break;
      if (this.#failure && this.#place >= this.#failure.last) {
        this.#end();
        throw this.#failure.error;
      }
      const event = this.#rewinds === this.feed.rewinds ? this.#nextHere() : this.#resync();
      if (event) {
        this.#place = event.version;
        return { value: event, done: false };
      }
      if (this.#isLive) await this.#woken();
      else await this.#catchUp();
    }
    return { value: undefined, done: true };
  }

  /** Ends the follower, and a wait under way at once. */
  async return(): Promise<IteratorResult<LiveEvent, undefined>> {
    this.#end();
    return { value: undefined, done: true };
  }

  /**
   * Ends the follower with an error, which the next call throws; where `last` is given, the first call after the event of that
   * number.
   */
  fail(error: Error, last: number = NEVER): void {
    if (this.#failure === null || last < this.#failure.last) this.#failure = { error, last };
    this.#wake();
    this.#options.onRefused();
  }

  #nextHere(): LiveEvent | undefined {
    const event = this.#page.shift() ?? this.feed.next(this.#place);
    if (event) return event;
    if (this.feed.reachesBackTo(this.#place)) this.#isLive = true;
    return this.#isLive && this.#place < this.feed.version ? this.#resync() : undefined;
  }

  #resync(): LiveEvent {
    this.#rewinds = this.feed.rewinds;
    this.#page = [];
    this.#isLive = true;
    this.#options.onResync();
    return resync(this.draftId, this.feed.newest);
  }

  async #catchUp(): Promise<void> {
    const { db, log, inTurn } = this.#options;
    try {
      const after = this.#place;
      const { feed, draftId } = this;
      // Who asked may have left while they waited, and so may everybody else.
      const readPage = async () => (feed.isFollowed ? readEvents(db, draftId, after, PAGE) : []);
      const read = await feed.past(after, () => inTurn(readPage));
      // Nothing is left to read: what is missing can only come from the feed.
      this.#isLive ||= read.length === 0;
      // What is newer comes from the feed, too: there somebody asks first who may still watch.
      this.#page = read.filter(({ version }) => version <= this.feed.version);
    } catch (error) {
      if (!isPassing(error)) {
        this.#end();
        throw error;
      }
      log.warn(
        { err: error, draftId: this.draftId },
        'Cannot read the events of a draft; looking again in a second',
      );
      await this.#woken(LOOK_AGAIN_MS);
    }
  }

  /** Waits for a wake-up, or for so many milliseconds. */
  #woken(ms?: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = ms === undefined ? undefined : setTimeout(resolve, ms);
      this.#wake = () => {
        clearTimeout(timer);
        this.#wake = () => undefined;
        resolve();
      };
    });
  }

  #end(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.feed.wakes.delete(this.#wakeUp);
    this.#options.onEnd(this);
    this.#wake();
  }
}
