import { Worker } from 'node:worker_threads';
import type { AskedContext } from '../orchestrator/deliberations.ts';
import type { RankedPool } from '../orchestrator/pool_cache.ts';
import { NoChoice } from '../strategy/no_choice.ts';
import type { Log } from '../telemetry/log.ts';
import type { FromThread, PlugInStrategy, SentContext, ToThread } from './messages.ts';
import { Pauses } from './pauses.ts';

/** A thread that has not loaded its module by then never will. */
const LOAD_WITHIN_MS = 10_000;
/** What a thread may use: enough for a hundred pools. Buffers are outside of it; filling a large one takes longer than a choice may. */
const MEMORY = { maxOldGenerationSizeMb: 64, maxYoungGenerationSizeMb: 16, stackSizeMb: 4 };
/** Pools that a thread is given before they are all forgotten. */
const MOST_POOLS = 20;

/** A question to a strategy: whom to take. */
export interface Question {
  readonly strategy: string;
  /** Complete, and of the shape that the strategy gave. */
  readonly options: unknown;
  readonly context: AskedContext;
  readonly pool: RankedPool;
  readonly withinMs?: number;
}

interface Asked {
  readonly resolve: (choice: unknown) => void;
  readonly reject: (objection: NoChoice) => void;
  readonly timer: NodeJS.Timeout;
}

/**
 * A module with strategies of others, in a thread of its own. A thread that takes too long, runs out of memory or ends is replaced: at once the
 * first time, and later and later where that happens again and again. Nobody waits for it longer than a choice may take.
 */
export class PlugIn {
  readonly #module: string;
  readonly #withinMs: number;
  readonly #log: Log;
  readonly #pauses = new Pauses();
  readonly #asked = new Map<number, Asked>();
  #questions = 0;
  #thread: Worker | null = null;
  #sent = new Map<RankedPool, number>();
  #pools = 0;
  #strategies: readonly PlugInStrategy[] = [];
  #problem = 'is being started';
  #restarting: NodeJS.Timeout | undefined;
  /** Whether the thread that runs now has loaded the module. */
  #isReady = false;
  #isLoaded = false;
  readonly #firstLoad = Promise.withResolvers<readonly PlugInStrategy[]>();

  /**
   * @param module the URL of the module
   * @param withinMs a choice is waited for so many milliseconds
   */
  constructor(module: string, withinMs: number, log: Log) {
    this.#module = module;
    this.#withinMs = withinMs;
    this.#log = log;
    this.#start();
  }

  /** Its strategies, once it was loaded for the first time; none where it is not usable. Never rejects. */
  get loaded(): Promise<readonly PlugInStrategy[]> {
    return this.#firstLoad.promise;
  }

  /** Whether it was not loaded yet, and may still be. */
  get isLoading(): boolean {
    return !this.#isLoaded;
  }

  get strategies(): readonly PlugInStrategy[] {
    return this.#strategies;
  }

  /** Asks a strategy for its choice: whatever it answers. Rejects with a NoChoice, at the latest after so many milliseconds. */
  ask({ strategy, options, context, pool, withinMs = this.#withinMs }: Question): Promise<unknown> {
    const thread = this.#thread;
    if (!thread) return Promise.reject(new NoChoice(this.#problem));
    const question = ++this.#questions;
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    const timer = setTimeout(() => this.#tookTooLong(thread, question), withinMs);
    this.#asked.set(question, { resolve, reject, timer });
    const { available, fits: _, ...known } = context;
    const sent: SentContext = { ...known, pool: this.#send(thread, pool), taken: available.marks() };
    this.#post(thread, { kind: 'choose', question, strategy, options, context: sent });
    return promise;
  }

  /** Ends the thread for good. */
  async stop(): Promise<void> {
    clearTimeout(this.#restarting);
    const thread = this.#thread;
    this.#thread = null;
    this.#problem = 'was stopped';
    this.#settle(this.#problem);
    await thread?.terminate();
  }

  #start(): void {
    const thread = new Worker(new URL('thread.ts', import.meta.url), {
      ...{ workerData: this.#module, resourceLimits: MEMORY, stdout: true, stderr: true },
      // Nothing of ours is any business of a plug-in's, least of all our secrets.
      env: {},
      name: 'strategy',
    });
    this.#thread = thread;
    this.#sent = new Map();
    this.#pools = 0;
    const loading = setTimeout(() => this.#end(thread, 'does not load in time'), LOAD_WITHIN_MS).unref();
    thread.on('message', (message: FromThread) => {
      if (message.kind === 'loaded' || message.kind === 'unusable') clearTimeout(loading);
      if (this.#thread === thread) this.#hear(thread, message);
    });
    thread.on('error', (error) => this.#end(thread, wordsOf(error), error));
    thread.on('exit', () => {
      clearTimeout(loading);
      this.#end(thread, 'ended its thread');
    });
    // A process ends when it is done, whatever a plug-in does. After the listeners: they count as somebody who waits.
    thread.unref();
  }

  #hear(thread: Worker, message: FromThread): void {
    if (message.kind === 'loaded') {
      this.#strategies = message.strategies;
      this.#isReady = true;
      this.#loadedOnce();
    } else if (message.kind === 'unusable') {
      this.#log.error({ module: this.#module, problem: message.problem }, 'A plug-in does not load');
      this.#end(thread, 'does not load');
    } else if (message.kind === 'said')
      this.#log.debug({ module: this.#module, said: message.text }, 'A plug-in wrote something');
    else if (message.kind === 'chose') this.#take(message.question)?.resolve(message.choice);
    else this.#take(message.question)?.reject(new NoChoice(message.words, message.detail));
  }

  #tookTooLong(thread: Worker, question: number): void {
    if (this.#isReady) this.#end(thread, `took longer than ${this.#withinMs} ms`);
    // It loads its module still, and may be in time for the next question.
    else this.#take(question)?.reject(new NoChoice('is being started'));
  }

  #loadedOnce(): void {
    this.#isLoaded = true;
    this.#firstLoad.resolve(this.#strategies);
  }

  /** Gives a thread up and starts another, now or later. */
  #end(thread: Worker, words: string, error?: unknown): void {
    if (this.#thread !== thread) return;
    this.#thread = null;
    this.#isReady = false;
    this.#problem = `is being started again, since it ${words}`;
    this.#settle(words);
    this.#loadedOnce();
    void thread.terminate();
    const pauseMs = this.#pauses.next(performance.now());
    this.#log.warn(
      { module: this.#module, problem: words, err: error, pauseMs },
      'The thread of a plug-in is replaced',
    );
    this.#restarting = setTimeout(() => this.#start(), pauseMs).unref();
  }

  /** Nobody who asked gets an answer any more. */
  #settle(words: string): void {
    for (const question of [...this.#asked.keys()]) this.#take(question)?.reject(new NoChoice(words));
  }

  #take(question: number): Asked | undefined {
    const asked = this.#asked.get(question);
    this.#asked.delete(question);
    clearTimeout(asked?.timer);
    return asked;
  }

  /** The number under which the thread knows a pool. */
  #send(thread: Worker, pool: RankedPool): number {
    const known = this.#sent.get(pool);
    if (known !== undefined) return known;
    if (this.#sent.size === MOST_POOLS) {
      this.#sent.clear();
      this.#post(thread, { kind: 'forget' });
    }
    this.#pools += 1;
    this.#sent.set(pool, this.#pools);
    this.#post(thread, { kind: 'pool', number: this.#pools, ranked: pool.ranked });
    return this.#pools;
  }

  #post(thread: Worker, message: ToThread): void {
    thread.postMessage(message);
  }
}

function wordsOf(error: unknown): string {
  const isOutOfMemory =
    error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
  return isOutOfMemory ? 'ran out of memory' : 'broke its thread';
}
