import { setTimeout as sleep } from 'node:timers/promises';
import type { AlarmDoing } from '../telemetry/signals.ts';
import { AlarmHealth } from './alarm_health.ts';
import { Retries } from './retries.ts';
import { ServerClock } from './server_clock.ts';
import { turnOf } from './turn.ts';

/** How far ahead a tick looks; longer than the time between two, so that one may be late. */
const AHEAD_MS = 2_500;
const TICK_EVERY_MS = 1_000;
/**
 * The owner of a key rings first; the next process stands in this much later, the one after it twice as much later.
 * The delay doubles each time that standing in was not needed: where all are late, more rings only add load.
 */
const STAND_IN_MS = 50;
const LONGEST_STAND_IN_MS = 1_000;
/** A key whose row was locked by another transaction is rung for again after this time. */
const AGAIN_MS = 20;
/** A key that is rung for is not rung for again within this time, unless that ring ends before. */
const ALONE_MS = 200;
/** Keys in one ring, at most. */
const MOST_AT_ONCE = 250;
/** Rings at the same time: while one waits for its commit, another can work. */
const MOST_RINGS = 2;
/** Keys are prepared in small steps, spread over the time between two ticks, so that no ring waits behind a large read. */
const LEAST_PREPARED_AT_ONCE = 5;
const MOST_STEPS_OF_PREPARING = 200;
/** Hints without an instant that arrive within this time cause one tick. */
const ASK_WITHIN_MS = 10;

/** Something that is due at a time; milliseconds since 1970 on the server's clock. */
export interface Instant {
  readonly key: string;
  readonly at: number;
}

/** The server's answer to a tick. */
export interface Tick {
  readonly at: number;
  /** The processes that share the work, in the same order for all. One whose alarm fails is left out, unless all of them fail. */
  readonly live: readonly string[];
  readonly soon: readonly Instant[];
}

/** The result of a ring: the keys that were done, when keys are due next, and the keys whose rows another transaction had locked. */
export interface Rung {
  readonly done: readonly string[];
  readonly next: readonly Instant[];
  readonly held: readonly string[];
}

/** Is called with the new instant of a key; null: something changed, and the hint does not say what. */
export type HearHint = (key: string, at: number | null) => void;

/** The work that the alarm calls. The alarm itself knows only keys and instants. */
export interface AlarmWork {
  /** @param failure what this alarm fails at, so that other processes do its work; null: nothing */
  tick(processId: string, aheadMs: number, failure: string | null): Promise<Tick>;
  /** Does what is due for these keys. The server decides what is: a key that is not due is left alone. */
  ring(keys: readonly string[]): Promise<Rung>;
  /**
   * Prepares for the keys that this process will ring for soon: whatever can be done before the instant. Answers whether there was anything
   * to do.
   */
  prepare(keys: readonly string[]): Promise<boolean>;
  /** Passes on the hints of other processes, until the signal aborts. */
  hints(hear: HearHint, signal: AbortSignal): void;
  onFailure(error: unknown, doing: AlarmDoing): void;
  /** Waits until what the last rings started in the background has ended, such as announcements. */
  settled(): Promise<void>;
  /** Called at the very end, when the workers of this process have ended as well. */
  left?(): Promise<void>;
}

/**
 * Rings at the exact instant, in the process itself: no poll, no job fetched, no NOTIFY. It only makes things earlier: the jobs
 * stay the guarantee, and do whatever it misses. A ring that fails is tried again.
 *
 * It learns of instants from a tick a second, from the result of each ring, and from hints; a later instant of a key replaces an
 * earlier one. Of several processes the owner of a key (by its hash) rings; the other processes stand in one after the other, if
 * they have not learned by then that it was done.
 */
export class Alarm {
  readonly #id: string;
  readonly #work: AlarmWork;
  readonly #health: AlarmHealth;
  readonly #clock = new ServerClock();
  /** When this process rings for each key; milliseconds since 1970 on the server's clock. */
  readonly #ringAt = new Map<string, number>();
  /** Keys of the rings under way, and until when none of them is rung for a second time. */
  readonly #ringing = new Map<string, number>();
  readonly #retries = new Retries();
  readonly #rings = new Set<Promise<void>>();
  #signal = AbortSignal.abort();
  #live: readonly string[] = [];
  #timer: NodeJS.Timeout | undefined;
  #timerAt = Number.POSITIVE_INFINITY;
  #asking: NodeJS.Timeout | undefined;
  #standInMs = STAND_IN_MS;
  #isPreparing = false;
  #prepared: Promise<void> = Promise.resolve();

  constructor(processId: string, work: AlarmWork, health = new AlarmHealth()) {
    this.#id = processId;
    this.#work = work;
    this.#health = health;
  }

  /** Keeps the time until the signal aborts, and ends with the tick and the rings under way. */
  async run(signal: AbortSignal): Promise<void> {
    this.#signal = signal;
    this.#work.hints((key, at) => this.#hear(key, at), signal);
    while (!signal.aborted) {
      await this.#tick();
      await sleep(TICK_EVERY_MS, undefined, { signal }).catch(() => undefined);
    }
    clearTimeout(this.#timer);
    clearTimeout(this.#asking);
    await Promise.all(this.#rings);
    await this.#prepared;
    await this.#work.settled();
  }

  #hear(key: string, at: number | null): void {
    if (this.#signal.aborted) return;
    if (at !== null) {
      this.#learn([{ key, at }]);
      return;
    }
    this.#asking ??= setTimeout(() => {
      this.#asking = undefined;
      void this.#tick();
    }, ASK_WITHIN_MS);
  }

  async #tick(): Promise<void> {
    try {
      const askedAt = performance.now();
      const { at, live, soon } = await this.#work.tick(this.#id, AHEAD_MS, this.#health.failure());
      this.#health.succeeded('tick');
      this.#clock.measure(askedAt, performance.now(), at);
      this.#live = live;
      this.#retries.keepOnly(soon.map(({ key }) => key));
      this.#learn(soon);
      this.#prepare(soon.filter(({ key }) => this.#turnOf(key) === 0).map(({ key }) => key));
    } catch (error) {
      this.#fail(error, 'tick');
    }
  }

  #fail(error: unknown, doing: AlarmDoing): void {
    this.#health.failed(doing, error);
    this.#work.onFailure(error, doing);
  }

  #prepare(keys: readonly string[]): void {
    if (this.#isPreparing) return;
    this.#isPreparing = true;
    this.#prepared = this.#prepareAll(keys)
      .catch((error: unknown) => this.#fail(error, 'prepare'))
      .finally(() => {
        this.#isPreparing = false;
      });
  }

  async #prepareAll(keys: readonly string[]): Promise<void> {
    const atOnce = Math.max(LEAST_PREPARED_AT_ONCE, Math.ceil(keys.length / MOST_STEPS_OF_PREPARING));
    const stepMs = TICK_EVERY_MS / Math.ceil(keys.length / atOnce);
    for (let from = 0; from < keys.length && !this.#signal.aborted; from += atOnce) {
      const startedAt = performance.now();
      if (await this.#work.prepare(keys.slice(from, from + atOnce))) this.#health.succeeded('prepare');
      const spare = stepMs - (performance.now() - startedAt);
      if (spare > 0) await sleep(spare, undefined, { signal: this.#signal }).catch(() => undefined);
    }
  }

  #learn(instants: readonly Instant[]): void {
    // Before the first tick the server's time is not known here; that tick says what is due as well.
    if (this.#live.length === 0) return;
    const horizon = this.#clock.now() + AHEAD_MS;
    let earliest = Number.POSITIVE_INFINITY;
    for (const { key, at } of instants) {
      if (at > horizon) this.#ringAt.delete(key);
      else {
        const ringAt = at + this.#turnOf(key) * this.#standInMs;
        this.#ringAt.set(key, ringAt);
        earliest = Math.min(earliest, ringAt);
      }
    }
    this.#wakeAt(earliest);
  }

  #turnOf(key: string): number {
    return turnOf(key, this.#id, this.#live);
  }

  #wakeAt(at: number): void {
    if (this.#signal.aborted || at >= this.#timerAt) return;
    clearTimeout(this.#timer);
    this.#timerAt = at;
    this.#timer = setTimeout(() => this.#wake(), Math.max(0, Math.ceil(at - this.#clock.now())));
  }

  #wake(): void {
    this.#timerAt = Number.POSITIVE_INFINITY;
    // Each ring that ends looks again for what is due by then.
    while (this.#rings.size < MOST_RINGS) {
      const due = this.#takeDue();
      if (due.length === 0) break;
      const aloneUntil = this.#clock.now() + ALONE_MS;
      for (const key of due) this.#ringing.set(key, aloneUntil);
      const ring = this.#ring(due).finally(() => {
        this.#rings.delete(ring);
        for (const key of due) this.#ringing.delete(key);
        if (!this.#signal.aborted) this.#wake();
      });
      this.#rings.add(ring);
    }
    if (this.#rings.size < MOST_RINGS) this.#wakeAt(this.#earliest());
  }

  async #ring(keys: readonly string[]): Promise<void> {
    try {
      const { done, next, held } = await this.#work.ring(keys);
      // What others had locked was not tried.
      if (held.length < keys.length) this.#health.succeeded('ring');
      this.#retries.succeeded(keys);
      this.#judgeStandingIn(keys, done);
      const again = this.#clock.now() + AGAIN_MS;
      this.#learn([...held.map((key) => ({ key, at: again })), ...next]);
    } catch (error) {
      this.#fail(error, 'ring');
      // The next tick lists them as well, but up to a second later. An instant that arrived meanwhile is newer and stays.
      const now = this.#clock.now();
      const missed = keys.filter((key) => !this.#ringAt.has(key));
      this.#learn(missed.map((key) => ({ key, at: now + this.#retries.nextMs(key) })));
    }
  }

  #judgeStandingIn(keys: readonly string[], done: readonly string[]): void {
    const stoodIn = new Set(keys.filter((key) => this.#turnOf(key) > 0));
    if (stoodIn.size === 0) return;
    const useful = done.filter((key) => stoodIn.has(key)).length;
    const factor = useful * 2 >= stoodIn.size ? 0.5 : 2;
    this.#standInMs = Math.min(LONGEST_STAND_IN_MS, Math.max(STAND_IN_MS, this.#standInMs * factor));
  }

  /**
   * When a key may be rung for. One that is rung for has to wait: a hint may be the echo of that ring, and where the next instant is at once, two
   * rings would do the same work again and again. A ring that hangs, as on a lost connection, keeps its keys from others no longer than that.
   */
  #mayRingAt(key: string, ringAt: number): number {
    return Math.max(ringAt, this.#ringing.get(key) ?? Number.NEGATIVE_INFINITY);
  }

  #takeDue(): string[] {
    const now = this.#clock.now();
    const due: string[] = [];
    for (const [key, ringAt] of this.#ringAt) {
      if (this.#mayRingAt(key, ringAt) <= now) due.push(key);
      if (due.length === MOST_AT_ONCE) break;
    }
    for (const key of due) this.#ringAt.delete(key);
    return due;
  }

  #earliest(): number {
    let earliest = Number.POSITIVE_INFINITY;
    for (const [key, ringAt] of this.#ringAt) earliest = Math.min(earliest, this.#mayRingAt(key, ringAt));
    return earliest;
  }
}
