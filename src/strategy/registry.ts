import { DraftError } from '../draft/errors.ts';
import { bestAvailable } from './best_available.ts';
import { bot } from './bot.ts';
import { firstOf } from './first_of.ts';
import { fromQueue } from './from_queue.ts';
import { rosterNeed } from './roster_need.ts';
import type { Strategy } from './strategy.ts';

/** The strategy of teams that chose none: their queue first, then what the roster needs, then rank. */
export const defaultStrategy = firstOf('standard', [fromQueue, rosterNeed, bestAvailable]);

/** Every strategy a team can choose. A new one is a file beside these and an entry here (docs/contributing.md). */
const strategies: ReadonlyMap<string, Strategy> = new Map(
  [defaultStrategy, fromQueue, rosterNeed, bestAvailable, bot].map((strategy) => [strategy.name, strategy]),
);

/** The strategy of that name. Throws a DraftError (STRATEGY_UNKNOWN) when there is none. */
export function strategyNamed(name: string): Strategy {
  const strategy = strategies.get(name);
  if (!strategy) throw new DraftError('STRATEGY_UNKNOWN', { strategy: name });
  return strategy;
}
