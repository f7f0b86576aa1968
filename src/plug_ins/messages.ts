import { z } from 'zod';
import type { RankedPool } from '../orchestrator/pool_cache.ts';
import type { StrategyContext } from '../strategy/strategy.ts';

/** What is known of a strategy of a plug-in without asking its process. */
export interface PlugInStrategy {
  readonly name: string;
  readonly description: string;
  /** The shape of its options, as JSON Schema. */
  readonly options: Readonly<Record<string, unknown>>;
}

/** What a strategy sees, as it is sent to a process: the pool was sent before, and of who is free only marks are. */
export type SentContext = Omit<StrategyContext, 'available' | 'fits'> & {
  readonly pool: number;
  /** By place in the pool's ranking: 1 where somebody has the player. */
  readonly taken: Uint8Array<ArrayBuffer>;
};

/** Messages to the process of a plug-in. */
export type ToChild =
  /** A pool that choices are asked from, under a number of its own. */
  | { readonly kind: 'pool'; readonly number: number; readonly ranked: RankedPool['ranked'] }
  /** No pool that was sent before is asked from any more. */
  | { readonly kind: 'forget' }
  | {
      readonly kind: 'choose';
      readonly question: number;
      readonly strategy: string;
      /** Complete, and of the shape that the strategy gave. */
      readonly options: unknown;
      readonly context: SentContext;
    };

const strategy = z.object({
  name: z.string(),
  description: z.string(),
  options: z.record(z.string(), z.unknown()).refine(isSchema),
});
const answer = { question: z.int() };

/** Messages from the process of a plug-in. The module may send there what it wants: nothing is trusted. */
export const fromChild = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('loaded'), strategies: z.array(strategy) }),
  /** The module does not load, or holds no strategies. */
  z.object({ kind: z.literal('unusable'), problem: z.string() }),
  /** It wrote something to its output. */
  z.object({ kind: z.literal('said'), text: z.string() }),
  z.object({ ...answer, kind: z.literal('chose'), choice: z.unknown() }),
  z.object({ ...answer, kind: z.literal('failed'), words: z.string(), detail: z.string().nullable() }),
]);

export type FromChild = z.infer<typeof fromChild>;

function isSchema(options: Record<string, unknown>): boolean {
  try {
    z.fromJSONSchema(options);
    return true;
  } catch {
    return false;
  }
}
