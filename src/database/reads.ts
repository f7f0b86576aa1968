import { DraftError } from '../draft/errors.ts';
import type { DraftOrder } from '../draft/order.ts';
import type { RosterSlot } from '../draft/roster_slots.ts';
import type { TradedPick } from '../draft/settings.ts';
import { callDoor } from './draft_errors.ts';
import type { Queryable } from './queryable.ts';

/** A draft whose clock ran out, with what a strategy needs to choose for the team on the clock. */
export interface DueDraft {
  draftId: string;
  version: number;
  pickNumber: number;
  round: number;
  deadline: Date;
  poolId: string;
  teamId: string;
  strategy: string;
  rosterSlots: RosterSlot[];
  limitPositions: number[];
  limitPlayers: number[];
  /** Cells the team has still to fill, this one included. */
  picksLeft: number;
  /** Player ids: of the team so far, of its wish list in order, and of everybody taken in the draft. */
  roster: number[];
  queue: number[];
  taken: number[];
}

/**
 * The own draft, when it is due, and at most so many others that are due: any, or only those named. One read, no locks.
 */
export async function readDue(
  db: Queryable,
  own: string | null,
  most: number,
  among: readonly string[] | null = null,
): Promise<DueDraft[]> {
  const { rows } = await callDoor(() =>
    db.query<DueDraft>(
      `select draft_id as "draftId", version, pick_number as "pickNumber", round, deadline, pool_id as "poolId",
              team_id as "teamId", strategy, roster_slots as "rosterSlots", limit_positions as "limitPositions",
              limit_players as "limitPlayers", picks_left as "picksLeft", roster, queue, taken
         from app_private.read_due($1, $2, $3)`,
      [own, most, among],
    ),
  );
  return rows;
}

/** A player as a pool lists them. */
export interface PoolPlayer {
  id: number;
  name: string;
  positions: string[];
  rank: number;
  proTeam: string | null;
  byeWeek: number | null;
}

/** A pool: every position in the order of their bits, and the players, the best first. It never changes. */
export interface PlayerPool {
  positions: string[];
  players: PoolPlayer[];
}

/** The pool of that id. Throws a DraftError (POOL_NOT_FOUND) when there is none. */
export async function readPool(db: Queryable, poolId: string): Promise<PlayerPool> {
  const { rows } = await callDoor(() =>
    db.query<PlayerPool>('select positions, players from app_private.read_pool($1)', [poolId]),
  );
  if (!rows[0]) throw new DraftError('POOL_NOT_FOUND', { poolId });
  return rows[0];
}

/** What the board of a draft is laid out from. */
export interface DraftPlan {
  version: number;
  state: string;
  teams: number;
  positions: string[];
  order: DraftOrder;
  rounds: number;
  secondsPerPick: number;
  secondsPerPickByRound: Record<string, number>;
  rosterSlots: RosterSlot[];
  tradedPicks: TradedPick[];
}

/** The plan of a draft, or null when there is no such draft. */
export async function readPlan(db: Queryable, draftId: string): Promise<DraftPlan | null> {
  const { rows } = await callDoor(() =>
    db.query<DraftPlan>(
      `select version, state, teams, positions, pick_order as "order", rounds, seconds_per_pick as "secondsPerPick",
              seconds_per_pick_by_round as "secondsPerPickByRound", roster_slots as "rosterSlots",
              traded_picks as "tradedPicks"
         from app_private.read_plan($1)`,
      [draftId],
    ),
  );
  return rows[0] ?? null;
}
