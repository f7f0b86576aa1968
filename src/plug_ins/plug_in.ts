import type { Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { AskedContext } from '../orchestrator/deliberations.ts';
import type { RankedPool } from '../orchestrator/pool_cache.ts';
import { type ProcessEnd, Program } from '../processes/program.ts';
import { NoChoice } from '../strategy/no_choice.ts';
import type { Log } from '../telemetry/log.ts';
import {
  type FromChild,
  fromChild,
  type PlugInStrategy,
  type SentContext,
  type ToChild,
} from './messages.ts';
import { Pauses } from './pauses.ts';

/** A process that has not loaded its module by then never will. */
const LOAD_WITHIN_MS = 10_000;
/** What its objects may use: enough for a hundred pools. Buffers are outside of it; filling a large one takes longer than a choice may. */
const MEMORY = ['--max-old-space-size=64', '--max-semi-space-size=8'];
/** How much of its output is kept, to see why it ended. */
const KEPT_CHARACTERS = 10_000;
const CHILD = fileURLToPath(new URL('child.ts', import.meta.url));
/** Pools that a process is given before they are all forgotten. */
const MOST_POOLS = 20;

/** A question to a strategy: whom to take. */
export interface Question {
  readonly strategy: string;
  /** Complete, and of the shape that the strategy gave. */
  readonly options: unknown;
  readonly context: AskedContext;
  readonly pool: RankedPool;
  /** Less time than a choice may take: somebody waited already. The process is not ended for that. */
  readonly withinMs?: number;
}

interface Asked {
  readonly resolve: (choice: unknown) => void;
  readonly reject: (objection: NoChoice) => void;
  readonly timer: NodeJS.Timeout;
}

/**
 * A module with strategies of others, in a process of its own, which can be killed whatever it does. One that takes too long, runs out of memory
 * or ends is replaced: at once the first time, and later and later where that happens again and again. Nobody waits for it longer than a choice may take.
 */
export class PlugIn {
  readonly #module: string;
  readonly #withinMs: number;
  readonly #log: Log;
  readonly #pauses = new Pauses();
  readonly #asked = new Map<number, Asked>();
  #questions = 0;
  /** The last question that was answered: they are answered one after the other. */
  #answered = 0;
  #child: Program | null = null;
  #sent = new Map<RankedPool, number>();
  #pools = 0;
  #strategies: readonly PlugInStrategy[] = [];
  #problem = 'is being started';
  #restarting: NodeJS.Timeout | undefined;
  /** Whether the process that runs now has loaded the module. */
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
    const child = this.#child;
    if (!child) return Promise.reject(new NoChoice(this.#problem));
    const question = ++this.#questions;
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    const timer = this.#watch(child, question, withinMs);
    this.#asked.set(question, { resolve, reject, timer });
    const { available, fits: _, ...known } = context;
    const sent: SentContext = { ...known, pool: this.#send(child, pool), taken: available.marks() };
    post(child, { kind: 'choose', question, strategy, options, context: sent });
    return promise;
  }

  /** Ends the process for good. */
  async stop(): Promise<void> {
    clearTimeout(this.#restarting);
    const child = this.#child;
    this.#child = null;
    this.#problem = 'was stopped';
    this.#settle(this.#problem);
    await child?.kill();
  }

  #start(): void {
    const child: Program = new Program({
      // Nothing of our settings, least of all our secrets.
      args: [...MEMORY, CHILD, this.#module, String(process.pid)],
      ...{ cwd: process.cwd(), serialization: 'advanced', keptCharacters: KEPT_CHARACTERS },
      onMessage: (message) => {
        const { data: said } = fromChild.safeParse(message);
        if (said?.kind === 'loaded' || said?.kind === 'unusable') clearTimeout(loading);
        if (this.#child !== child) return;
        if (said) this.#hear(child, said);
        else this.#end(child, 'said something that nobody understands');
      },
    });
    this.#child = child;
    this.#sent = new Map();
    this.#pools = 0;
    const loading = setTimeout(() => this.#end(child, 'does not load in time'), LOAD_WITHIN_MS).unref();
    void child.ended().then((end) => {
      clearTimeout(loading);
      const isOutOfMemory = child.said().includes('heap out of memory');
      this.#end(child, isOutOfMemory ? 'ran out of memory' : 'ended its process', end);
    });
    letGo(child);
  }

  #hear(child: Program, message: FromChild): void {
    if (message.kind === 'loaded') {
      this.#strategies = message.strategies;
      this.#isReady = true;
      this.#loadedOnce();
    } else if (message.kind === 'unusable') {
      this.#log.error({ module: this.#module, problem: message.problem }, 'A plug-in does not load');
      this.#end(child, 'does not load');
    } else if (message.kind === 'said')
      this.#log.debug({ module: this.#module, said: message.text }, 'A plug-in wrote something');
    else {
      // What it was not asked yet it cannot have answered.
      if (message.question <= this.#questions) this.#answered = Math.max(this.#answered, message.question);
      if (message.kind === 'chose') this.#take(message.question)?.resolve(message.choice);
      else this.#take(message.question)?.reject(new NoChoice(message.words, message.detail));
    }
  }

  /** Gives a question up after so many milliseconds, and its process where that had time for a choice and answered nothing at all. */
  #watch(child: Program, question: number, withinMs: number): NodeJS.Timeout {
    const [wasReady, answered] = [this.#isReady, this.#answered];
    const giveUp = () => {
      if (this.#child !== child) return;
      // A module may claim to have answered what it has not: who waits is told all the same.
      if (this.#answered >= question && !this.#asked.has(question)) return;
      const words = `took longer than ${this.#withinMs} ms`;
      if (wasReady && this.#answered === answered && withinMs >= this.#withinMs)
        return this.#end(child, words);
      // It loads its module still, or has much to do, and may be in time for the next question.
      this.#take(question)?.reject(new NoChoice(wasReady ? words : 'is being started'));
      // Nobody waits for the last question any more, and it may be in a loop without an end.
      if (question === this.#questions) this.#watch(child, question, this.#withinMs).unref();
    };
    // Where this process was held up, the answer may be there already: what has arrived is heard first.
    return setTimeout(() => setImmediate(giveUp), withinMs);
  }

  #loadedOnce(): void {
    this.#isLoaded = true;
    this.#firstLoad.resolve(this.#strategies);
  }

  /** Gives a process up and starts another, now or later. */
  #end(child: Program, words: string, end: ProcessEnd | null = null): void {
    if (this.#child !== child) return;
    this.#child = null;
    this.#isReady = false;
    this.#problem = `is being started again, since it ${words}`;
    this.#settle(words);
    this.#loadedOnce();
    child.child.kill('SIGKILL');
    const pauseMs = this.#pauses.next(performance.now());
    this.#log.warn(
      { module: this.#module, problem: words, end, pauseMs },
      'The process of a plug-in is replaced',
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

  /** The number under which the process knows a pool. */
  #send(child: Program, pool: RankedPool): number {
    const known = this.#sent.get(pool);
    if (known !== undefined) return known;
    if (this.#sent.size === MOST_POOLS) {
      this.#sent.clear();
      post(child, { kind: 'forget' });
    }
    this.#pools += 1;
    this.#sent.set(pool, this.#pools);
    post(child, { kind: 'pool', number: this.#pools, ranked: pool.ranked });
    return this.#pools;
  }
}

/** Whoever is gone answers nothing, and that is noticed. */
function post({ child }: Program, message: ToChild): void {
  child.send(message, () => undefined);
}

/** A process of ours ends when it is done, whatever a plug-in does: nothing of that one keeps it. */
function letGo({ child }: Program): void {
  child.unref();
  child.channel?.unref();
  for (const stream of [child.stdout, child.stderr]) (stream as Socket | null)?.unref();
}
