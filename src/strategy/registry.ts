import { DraftError } from '../draft/errors.ts';
import { bestFirst } from './best_available.ts';
import { bot } from './bot.ts';
import { queueOnly } from './from_queue.ts';
import { rankingOnly } from './from_ranking.ts';
import { positionPlan } from './position_plan.ts';
import { scarcityFirst } from './roster_need.ts';
import { standard } from './standard.ts';
import type { Strategy } from './strategy.ts';

/** Every strategy of this project that a team or a league can choose. A new one is a file beside these and an entry here (docs/contributing.md). */
const builtIn: ReadonlyMap<string, Strategy> = byName([
  standard,
  queueOnly,
  rankingOnly,
  scarcityFirst,
  positionPlan,
  bestFirst,
  bot,
]);

/** Those of plug-ins, once they are loaded: they are asked in threads of their own, not here. */
let external: ReadonlyMap<string, Strategy> = new Map();

/** Every strategy that can be chosen in this process. */
export function strategies(): readonly Strategy[] {
  return [...builtIn.values(), ...external.values()];
}

/** Whether a strategy of that name is one of this project. */
export function isBuiltIn(name: string): boolean {
  return builtIn.has(name);
}

/** Makes strategies of plug-ins known, instead of those before. */
export function setExternal(list: readonly Strategy[]): void {
  external = byName(list);
}

/** The strategy of that name. Throws a DraftError (STRATEGY_UNKNOWN) when there is none. */
export function strategyNamed(name: string): Strategy {
  const strategy = builtIn.get(name) ?? external.get(name);
  if (!strategy)
    throw new DraftError('STRATEGY_UNKNOWN', {
      ...{ strategy: name, known: strategies().map((known) => known.name) },
    });
  return strategy;
}

function byName(list: readonly Strategy[]): ReadonlyMap<string, Strategy> {
  return new Map(list.map((strategy) => [strategy.name, strategy]));
}
