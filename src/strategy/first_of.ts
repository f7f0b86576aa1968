import type { Strategy } from './strategy.ts';

/** A strategy that tries others in turn: the first that chooses a player decides, and is named in the pick. */
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
