import { setTimeout as sleep } from 'node:timers/promises';
import { ServerClock } from './server_clock.ts';

/** How far ahead a tick looks; longer than the time between two, so that one may be late. */
const AHEAD_MS = 2_500;
const TICK_EVERY_MS = 1_000;
/** Another process rings first; this one stands in so much later. */
const STAND_IN_MS = 25;
/** Something that was held by somebody is rung for again. */
const AGAIN_MS = 20;
/** One ring is for at most so many. */
const MOST_AT_ONCE = 500;
/** Hints without an instant that come together cause one question. */
const ASK_WITHIN_MS = 5;

/** Something that is due at a time; milliseconds since 1970 on the server's clock. */
export interface Instant {
  readonly key: string;
  readonly at: number;
}

/** What the server says once a second. */
export interface Tick {
  readonly at: number;
  /** The processes that share the work, this one included, in the same order for all. */
  readonly live: readonly string[];
  readonly soon: readonly Instant[];
}

/** What came of a ring: when its keys are due next, and which of them somebody held. */
export interface Rung {
  readonly next: readonly Instant[];
  readonly held: readonly string[];
}

/** What the alarm is for. It knows keys and instants, and nothing of what they mean. */
export interface AlarmWork {
  tick(processId: string, aheadMs: number): Promise<Tick>;
  /** Does what is due for these keys. The server decides what is: a key that is not due is left alone. */
  ring(keys: readonly string[]): Promise<Rung>;
  onFailure(error: unknown, doing: 'tick' | 'ring'): void;
  /** Waits for what the last rings left to be said. */
  settled(): Promise<void>;
}

/**
 * Rings at the exact instant, in the process itself: no poll, no job fetched, no NOTIFY. It only ever makes things earlier:
 * the jobs behind it stay the guarantee, and whatever it misses they do.
 *
 * It learns of instants from a tick a second, from what each ring answers, and from hints; a later word about a key
 * replaces an earlier one. Of several processes the owner of a key (by its hash) rings, and the others stand in a moment
 * later, when they have not heard by then that it was done.
 */
export class Alarm {
  readonly #id: string;
  readonly #work: AlarmWork;
  readonly #clock = new ServerClock();
  readonly #instants = new Map<string, number>();
  readonly #stopping = new AbortController();
  #live: readonly string[] = [];
  #timer: NodeJS.Timeout | undefined;
  #timerAt = Number.POSITIVE_INFINITY;
  #isRinging = false;
  #asking: NodeJS.Timeout | undefined;
  #ended: Promise<void> = Promise.resolve();
  #rang: Promise<void> = Promise.resolve();

  constructor(processId: string, work: AlarmWork) {
    this.#id = processId;
    this.#work = work;
  }

  start(): void {
    this.#ended = this.#keepTicking();
  }

  /** Ends it within a tick or a ring under way. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    clearTimeout(this.#timer);
    clearTimeout(this.#asking);
    await this.#ended;
    await this.#rang;
    await this.#work.settled();
  }

  /** Somebody says that something is due then; without a time: that something changed. */
  hint(key: string, at: number | null): void {
    if (this.#stopping.signal.aborted) return;
    if (at !== null) {
      this.#learn([{ key, at }]);
      return;
    }
    this.#asking ??= setTimeout(() => {
      this.#asking = undefined;
      void this.#tick();
    }, ASK_WITHIN_MS);
  }

  async #keepTicking(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      await this.#tick();
      await sleep(TICK_EVERY_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  async #tick(): Promise<void> {
    try {
      const askedAt = performance.now();
      const { at, live, soon } = await this.#work.tick(this.#id, AHEAD_MS);
      this.#clock.measure(askedAt, performance.now(), at);
      this.#live = live;
      this.#learn(soon);
    } catch (error) {
      this.#work.onFailure(error, 'tick');
    }
  }

  #learn(instants: readonly Instant[]): void {
    // Before the first tick nobody knows what time it is there; that tick tells what is due as well.
    if (this.#live.length === 0) return;
    const horizon = this.#clock.now() + AHEAD_MS;
    for (const { key, at } of instants) {
      if (at > horizon) this.#instants.delete(key);
      else {
        this.#instants.set(key, at);
        this.#wakeAt(this.#ownRingAt(key, at));
      }
    }
  }

  /** When this process rings for a key. */
  #ownRingAt(key: string, at: number): number {
    return this.#live[hash(key) % this.#live.length] === this.#id ? at : at + STAND_IN_MS;
  }

  #wakeAt(at: number): void {
    if (this.#stopping.signal.aborted || this.#isRinging || at >= this.#timerAt) return;
    clearTimeout(this.#timer);
    this.#timerAt = at;
    this.#timer = setTimeout(() => this.#wake(), Math.max(0, Math.ceil(at - this.#clock.now())));
  }

  #wake(): void {
    this.#timerAt = Number.POSITIVE_INFINITY;
    this.#rang = this.#ringAll().catch((error: unknown) => this.#work.onFailure(error, 'ring'));
  }

  async #ringAll(): Promise<void> {
    this.#isRinging = true;
    try {
      for (let due = this.#due(); due.length > 0 && !this.#stopping.signal.aborted; due = this.#due()) {
        for (const key of due) this.#instants.delete(key);
        const { next, held } = await this.#work.ring(due);
        const again = this.#clock.now() + AGAIN_MS;
        this.#learn([...held.map((key) => ({ key, at: again })), ...next]);
      }
    } finally {
      this.#isRinging = false;
      let next = Number.POSITIVE_INFINITY;
      for (const [key, at] of this.#instants) next = Math.min(next, this.#ownRingAt(key, at));
      if (next < Number.POSITIVE_INFINITY) this.#wakeAt(next);
    }
  }

  #due(): string[] {
    const now = this.#clock.now();
    const due: string[] = [];
    for (const [key, at] of this.#instants) {
      if (this.#ownRingAt(key, at) <= now) due.push(key);
      if (due.length === MOST_AT_ONCE) break;
    }
    return due;
  }
}

/** FNV-1a: spreads keys evenly, and alike in every process. */
function hash(key: string): number {
  let mixed = 0x811c9dc5;
  for (let i = 0; i < key.length; i += 1) mixed = Math.imul(mixed ^ key.charCodeAt(i), 0x01000193) >>> 0;
  return mixed;
}
