import { z } from 'zod';
import { timelineChanges } from '../database/timelines.ts';
import type { Strategy, StrategyContext } from '../strategy/strategy.ts';
import type { FreePlayers } from './free_players.ts';
import type { RankedPool } from './pool_cache.ts';
import type { TeamOnClock, WarmDraft } from './warm_draft.ts';

/** Drafts whose answers are remembered, at most: one that nobody came back for is forgotten. */
const MOST_DRAFTS = 10_000;

/** What a strategy sees, with players who are free by marks. */
export type AskedContext = StrategyContext & { readonly available: FreePlayers };

/** Strategies that are not in this process's own thread, and are waited for. */
export interface ExternalStrategies {
  /** Whether a strategy of that name is to be asked here. */
  has(name: string): boolean;
  /** What the strategy of that name chooses. Rejects with a NoChoice, and never takes longer than a fifth of a second. */
  ask(name: string, options: string | null, context: AskedContext, pool: RankedPool): Promise<unknown>;
}

/** Asks an external strategy: what it answered, whatever that is, as a strategy that has chosen. Never rejects. */
export async function answerOf(
  external: ExternalStrategies,
  { strategy: name, options }: Pick<TeamOnClock, 'strategy' | 'options'>,
  context: AskedContext,
  pool: RankedPool,
): Promise<Strategy> {
  const choose = await external.ask(name, options, context, pool).then(
    (choice) => () => choice,
    (error: unknown) => () => {
      throw error;
    },
  );
  // The options were read before it was asked.
  return { ...{ name, description: '', options: z.unknown() }, choose: choose as Strategy['choose'] };
}

/** An external strategy chooses for this draft: its pick has to wait until it answered. */
export interface Deliberation {
  readonly draftId: string;
  /** Resolves when there is an answer, also one that is no choice. */
  readonly answered: Promise<void>;
}

interface Asked extends Deliberation {
  /** What it was asked about: an answer about anything else is none. */
  readonly about: string;
  /** Hands the answer out, as a strategy that has chosen. */
  answer: Strategy | null;
}

/**
 * Asks external strategies, so that no other draft waits for them: a draft whose strategy is still choosing is left out of the set that is
 * picked for, and comes up again. The answer is good for the version of the draft that it was asked about.
 */
export class Deliberations {
  readonly #external: ExternalStrategies;
  readonly #asked = new Map<string, Asked>();
  readonly #isOtherTimeline = timelineChanges();

  constructor(external: ExternalStrategies) {
    this.#external = external;
  }

  /** The strategy that hands out the answer for the team on the clock, which is asked for now unless it was before; null where the team's strategy is none of these. */
  of(draft: WarmDraft, pool: RankedPool): Strategy | Deliberation | null {
    const { draftId, version, onClock } = draft;
    if (!this.#external.has(onClock.strategy)) return null;
    if (this.#isOtherTimeline()) this.#asked.clear();
    const about = `${version}/${onClock.queueVersion}`;
    const known = this.#asked.get(draftId);
    if (known?.about !== about) return this.#ask(draft, pool, about);
    if (!known.answer) return known;
    this.#asked.delete(draftId);
    return known.answer;
  }

  #ask(draft: WarmDraft, pool: RankedPool, about: string): Deliberation {
    const { draftId, onClock } = draft;
    const answered = answerOf(this.#external, onClock, draft.strategyContext(pool), pool).then((strategy) => {
      asked.answer = strategy;
    });
    const asked: Asked = { draftId, about, answered, answer: null };
    // The first is the one that was asked the longest ago.
    const [oldest] = this.#asked.keys();
    if (this.#asked.size === MOST_DRAFTS && oldest !== undefined) this.#asked.delete(oldest);
    this.#asked.set(draftId, asked);
    return asked;
  }
}
