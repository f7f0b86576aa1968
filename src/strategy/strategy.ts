import type { z } from 'zod';
import type { RosterLimit } from '../draft/limit_counter.ts';
import type { PlayerStatus } from '../draft/player_status.ts';
import type { RosterSlot } from '../draft/roster_slots.ts';

/** A player of the pool. Rank 1 is the best. */
export interface Player {
  readonly id: number;
  readonly name: string;
  readonly positions: readonly string[];
  readonly rank: number;
  /** The average place at which the player is drafted elsewhere; null where it is not known. */
  readonly adp: number | null;
  readonly proTeam: string | null;
  readonly byeWeek: number | null;
  readonly status: PlayerStatus;
}

/** Players in the order of their ranks, the best first: what of an array a strategy needs. */
export interface Players extends Iterable<Player> {
  /** The best one that is wanted. */
  find(wanted: (player: Player) => boolean): Player | undefined;
  /** All that are wanted. */
  filter(wanted: (player: Player) => boolean): Player[];
}

/** Free players, who can also be asked for by their ids. */
export interface FreePlayers extends Players {
  /** The player of that id, where free. */
  get(id: number): Player | undefined;
}

/** What a strategy knows of the pick it chooses for. */
export interface StrategyContext {
  readonly pickNumber: number;
  readonly round: number;
  /** How many rounds the draft has, and how many teams. */
  readonly rounds: number;
  readonly teams: number;
  /** The team's place in the draft order, from 1. */
  readonly slot: number;
  /** Cells the team has still to fill, this one included. */
  readonly picksLeft: number;
  /** Cells of other teams that come before the team's next one; null where this is its last. */
  readonly picksUntilNext: number | null;
  readonly rosterSlots: readonly RosterSlot[];
  readonly limits: readonly RosterLimit[];
  /** The team's players so far. */
  readonly roster: readonly Player[];
  /** The team's queue, the most wanted first; may name players who are taken. Private. */
  readonly queue: readonly number[];
  /** The ranking of the team's manager that counts, the best first; may name players who are taken. Empty where there is none. Private. */
  readonly ranking: readonly number[];
  /** Everybody who is not taken, the best first. */
  readonly available: FreePlayers;
  /** Whether the team may take a player by the rules of the league: its roster and its position maximums. */
  fits(player: Player): boolean;
  /** The only source of chance: 32 bits, the same for every pick of a draft. */
  readonly seed: number;
}

/** Whom to take, what decided, and why. */
export interface Choice {
  readonly playerId: number;
  /** What decided, in one word: everybody may read it. */
  readonly strategy: string;
  /** Why, in one sentence. Everybody may read it: it says nothing of a queue, a ranking or options but that they decided. */
  readonly reason: string;
  /** What only the team may read besides, such as the place in its queue. */
  readonly privateReason?: string;
}

/**
 * A way to choose. `choose` is a pure function of what it is given: no clock, no chance but `context.seed`, no waiting. Null: it chooses
 * nobody, and the standard strategy decides. Options are what a team or a league sets: a zod object whose fields have
 * defaults and texts, from which forms are drawn; without it the strategy has none.
 */
export interface Strategy<Options = unknown> {
  readonly name: string;
  /** What it does, in one sentence for people who choose a strategy. */
  readonly description: string;
  readonly options?: z.ZodType<Options>;
  choose(context: StrategyContext, options: Options): Choice | null;
}
