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

/** Messages from the process of a plug-in. */
export type FromChild =
  | { readonly kind: 'loaded'; readonly strategies: readonly PlugInStrategy[] }
  /** The module does not load, or holds no strategies. */
  | { readonly kind: 'unusable'; readonly problem: string }
  /** It wrote something to its output. */
  | { readonly kind: 'said'; readonly text: string }
  | { readonly kind: 'chose'; readonly question: number; readonly choice: unknown }
  | {
      readonly kind: 'failed';
      readonly question: number;
      readonly words: string;
      readonly detail: string | null;
    };
