import type { RosterLimit } from '../draft/roster_limits.ts';
import type { RosterSlot } from '../draft/roster_slots.ts';

/** A player of the pool. Rank 1 is the best. */
export interface Player {
  readonly id: number;
  readonly name: string;
  readonly positions: readonly string[];
  readonly rank: number;
  readonly adp?: number | null;
}

/** Players in the order of their ranks, the best first: what of an array a strategy needs. */
export interface Players extends Iterable<Player> {
  /** The best one that is wanted. */
  find(wanted: (player: Player) => boolean): Player | undefined;
  /** All that are wanted. */
  filter(wanted: (player: Player) => boolean): Player[];
}

/** What a strategy knows of the pick it chooses for. */
export interface StrategyContext {
  readonly pickNumber: number;
  readonly round: number;
  /** Cells the team has still to fill, this one included. */
  readonly picksLeft: number;
  readonly rosterSlots: readonly RosterSlot[];
  readonly limits: readonly RosterLimit[];
  /** The team's players so far. */
  readonly roster: readonly Player[];
  /** The team's queue, the most wanted first; may name players who are taken. */
  readonly queue: readonly number[];
  /** The ranking of the team's manager that counts, the most wanted first; may name players who are taken. Empty where there is none. */
  readonly ranking: readonly number[];
  /** Everybody who is not taken, the best first. */
  readonly available: Players;
  readonly seed: number;
  readonly slot: number;
}

/** Whom to take, which strategy chose, and why, in one sentence for people. */
export interface Choice {
  readonly playerId: number;
  readonly strategy: string;
  readonly reason: string;
}

/** A way to choose: a pure function of the context. Null: this strategy chooses nobody. */
export interface Strategy {
  readonly name: string;
  choose(context: StrategyContext): Choice | null;
}
