import { fitting } from './fitting.ts';
import type { Strategy } from './strategy.ts';

const name = 'best_available';

/** The best player by rank who fits the roster. */
export const bestAvailable: Strategy = {
  name,
  choose(context) {
    const best = context.available.find(fitting(context));
    if (!best) return null;
    return {
      playerId: best.id,
      strategy: name,
      reason: `The best player left: ${best.name} (rank ${best.rank}).`,
    };
  },
};
