import { DraftError } from '../draft/errors.ts';
import { bestFirst } from './best_available.ts';
import { queueOnly } from './from_queue.ts';
import { rankingOnly } from './from_ranking.ts';
import { positionPlan } from './position_plan.ts';
import { scarcityFirst } from './roster_need.ts';
import { standard } from './standard.ts';
import type { Strategy } from './strategy.ts';

/** Every strategy that a team or a league can choose. A new one is a file beside these and an entry here (docs/contributing.md). */
export const strategies: ReadonlyMap<string, Strategy> = new Map(
  [standard, queueOnly, rankingOnly, scarcityFirst, positionPlan, bestFirst].map((strategy) => [
    strategy.name,
    strategy,
  ]),
);

/** The strategy of that name. Throws a DraftError (STRATEGY_UNKNOWN) when there is none. */
export function strategyNamed(name: string): Strategy {
  const strategy = strategies.get(name);
  if (!strategy) throw new DraftError('STRATEGY_UNKNOWN', { strategy: name, known: [...strategies.keys()] });
  return strategy;
}
