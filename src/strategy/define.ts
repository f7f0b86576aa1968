import type { z } from 'zod';
import type { Choice, Strategy, StrategyContext } from './strategy.ts';

/** A strategy whose options are known by their shape while it is written, and read before it is asked. */
export function define<Options extends z.ZodObject>(strategy: {
  readonly name: string;
  readonly description: string;
  readonly options: Options;
  choose(context: StrategyContext, options: z.output<Options>): Choice | null;
}): Strategy {
  return strategy as Strategy;
}
