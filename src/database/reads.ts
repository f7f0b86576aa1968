import { DraftError } from '../draft/errors.ts';
import type { PositionSupply } from '../draft/fill_rosters.ts';
import type { DraftOrder } from '../draft/order.ts';
import type { RosterSlot } from '../draft/roster_slots.ts';
import type { TradedPick } from '../draft/settings.ts';
import { type Actor, actorValues } from './actor.ts';
import { callDoor } from './draft_errors.ts';
import type { Queryable } from './queryable.ts';

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

/** How many players of a pool, or of the pool of a draft, play exactly which positions; empty where there is no such pool. */
export async function readPositionSupply(
  db: Queryable,
  of: { readonly poolId: string } | { readonly draftId: string },
): Promise<PositionSupply[]> {
  const { rows } = await callDoor(() =>
    db.query<PositionSupply>('select positions, players from app_private.read_position_supply($1, $2)', [
      'poolId' in of ? of.poolId : null,
      'draftId' in of ? of.draftId : null,
    ]),
  );
  return rows;
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

/** The plan of a draft, for who runs its league. Throws a DraftError (DRAFT_NOT_FOUND, NOT_SIGNED_IN, NOT_COMMISSIONER). */
export async function readPlan(db: Queryable, draftId: string, actor: Actor): Promise<DraftPlan> {
  const { rows } = await callDoor(() =>
    db.query<DraftPlan>(
      `select version, state, teams, positions, pick_order as "order", rounds, seconds_per_pick as "secondsPerPick",
              seconds_per_pick_by_round as "secondsPerPickByRound", roster_slots as "rosterSlots",
              traded_picks as "tradedPicks"
         from app_private.read_plan($1, row($2::text, $3::uuid)::app_private.actor)`,
      [draftId, ...actorValues(actor)],
    ),
  );
  const [plan] = rows;
  if (!plan) throw new Error('read_plan answered nothing');
  return plan;
}

/** The database's time, as an ISO text. */
export async function readTime(db: Queryable): Promise<string> {
  const { rows } = await db.query<{ at: string }>(`select to_jsonb(clock_timestamp()) #>> '{}' as at`);
  return rows[0]?.at ?? '';
}
