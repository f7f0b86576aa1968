import type { Strategy } from './strategy.ts';

/** Asks strategies in turn; the first that has an opinion decides, and is named as the one that chose. */
export function firstOf(name: string, strategies: readonly Strategy[]): Strategy {
  return {
    name,
    choose(context) {
      for (const strategy of strategies) {
        const choice = strategy.choose(context);
        if (choice) return choice;
      }
      return null;
    },
  };
}
