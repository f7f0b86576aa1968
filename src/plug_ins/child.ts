import { Worker } from 'node:worker_threads';
import { FreePlayers } from '../orchestrator/free_players.ts';
import type { RankedPool } from '../orchestrator/pool_cache.ts';
import { leaving } from '../strategy/fitting.ts';
import { NoChoice } from '../strategy/no_choice.ts';
import { messageOf } from '../telemetry/error_text.ts';
import { type LoadedStrategy, loadStrategies } from './load_strategies.ts';
import type { FromChild, ToChild } from './messages.ts';

/*
 * What runs in the process of a plug-in: it loads the module, and answers one question after the other. Whatever the module does wrong, the
 * process of the service is not harmed: it kills this one (plug_in.ts).
 */

type Question = Extract<ToChild, { kind: 'choose' }>;

const [, , module = '', service = ''] = process.argv;
/** The process ends with its channel; in a loop without an end nothing hears of that but a thread of its own. */
const END_WITH_SERVICE = `setInterval(() => process.ppid === ${Number(service)} || process.kill(process.pid, 'SIGKILL'), 1_000)`;
const say = (message: FromChild) => process.send?.(message);
const pools = new Map<number, RankedPool>();

/** What a module writes is passed on as far as a reader needs it. */
const MOST_TEXTS = 100;
const LONGEST_TEXT = 1_000;
let texts = 0;
for (const stream of [process.stdout, process.stderr]) {
  stream.write = (text: unknown) => {
    texts += 1;
    if (texts <= MOST_TEXTS) say({ kind: 'said', text: String(text).slice(0, LONGEST_TEXT) });
    return true;
  };
}

// Ctrl-C and the end of a service are for the process of the service, which ends this one.
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => undefined);
process.once('disconnect', () => process.exit());
new Worker(END_WITH_SERVICE, { eval: true, env: {} }).unref();
// Nothing of ours is any business of a plug-in's.
for (const name of Object.keys(process.env)) delete process.env[name];

try {
  const strategies = new Map((await loadStrategies(module)).map((each) => [each.name, each]));
  process.on('message', (message) => hear(message as ToChild, strategies));
  say({
    kind: 'loaded',
    strategies: [...strategies.values()].map(({ name, description, options }) => ({
      ...{ name, description, options },
    })),
  });
} catch (error) {
  say({ kind: 'unusable', problem: messageOf(error) });
}

function hear(message: ToChild, strategies: ReadonlyMap<string, LoadedStrategy>): void {
  if (message.kind === 'forget') pools.clear();
  else if (message.kind === 'pool') {
    const { number, ranked } = message;
    for (const player of ranked) Object.freeze(player);
    const places = new Map(ranked.map(({ id }, place) => [id, place]));
    pools.set(number, { positions: [], statusVersion: 0, ranked, places });
  } else answer(message, strategies.get(message.strategy));
}

function answer({ question, context: sent, options }: Question, strategy: LoadedStrategy | undefined): void {
  const { pool: number, taken, ...known } = sent;
  const pool = pools.get(number);
  try {
    if (!strategy || !pool) throw new NoChoice('was asked about something that it does not know');
    const fits = leaving(known.limits, known.roster);
    const choice = strategy.choose({ ...known, fits, available: new FreePlayers(pool, taken) }, options);
    if (choice instanceof Promise) {
      // Nobody waits for it, and what becomes of it is nobody's business.
      choice.catch(() => undefined);
      throw new NoChoice('answered a promise instead of a choice');
    }
    // Throws where it cannot be told.
    say({ kind: 'chose', question, choice: structuredClone(choice ?? null) });
  } catch (error) {
    const { words, detail } = asNoChoice(error);
    say({ kind: 'failed', question, words, detail });
  }
}

function asNoChoice(error: unknown): NoChoice {
  if (error instanceof NoChoice) return error;
  const isNoData = error instanceof DOMException && error.name === 'DataCloneError';
  return isNoData
    ? new NoChoice('answered something that is no choice')
    : new NoChoice('failed', messageOf(error));
}
