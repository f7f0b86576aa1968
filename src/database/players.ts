import { DraftError } from '../draft/errors.ts';
import type { PlayerStatus } from '../draft/player_status.ts';
import type { Actor } from './actor.ts';
import { call, rowsOf } from './call.ts';
import type { Queryable } from './queryable.ts';

/** A player on the way into a pool. Rank 1 is the best. */
export interface NewPlayer {
  rank: number;
  name: string;
  positions: readonly string[];
  proTeam: string | null;
  byeWeek: number | null;
  /** The average place at which the player is drafted elsewhere; null or left out: not known. */
  adp?: number | null;
}

/** Creates a pool of players for everybody, which never changes afterwards; answers its id. */
export function createPlayerPool(
  db: Queryable,
  name: string,
  players: readonly NewPlayer[],
): Promise<string> {
  return call(db, 'create_pool', [name, players, null]);
}

/**
 * Refuses who may not make a pool, of their own or for everybody, with a DraftError (NOT_SIGNED_IN, USER_NOT_FOUND, NOT_OPERATOR,
 * TOO_MANY_POOLS): createOwnPool does as well, but after its players were read, which costs more.
 */
export async function requireNewPool(db: Queryable, forAll: boolean, actor: Actor): Promise<void> {
  await call(db, 'require_new_pool', [forAll, actor]);
}

/** Creates a pool of the actor, or for everybody, which only operators may; answers its id. */
export function createOwnPool(
  db: Queryable,
  { name, players, forAll }: { name: string; players: readonly NewPlayer[]; forAll: boolean },
  actor: Actor,
): Promise<string> {
  return call(db, 'create_own_pool', [name, players, forAll, actor]);
}

/** Removes a pool that no draft was made with. Throws a DraftError (NOT_YOUR_POOL, POOL_IN_USE). */
export async function deletePool(db: Queryable, poolId: string, actor: Actor): Promise<void> {
  await call(db, 'delete_pool', [poolId, actor]);
}

/** The players of a pool that the actor may see, as JSON: id, name, positions and team of each, the best first. */
export function readVisiblePool(db: Queryable, poolId: string, actor: Actor): Promise<string> {
  return call(db, 'read_visible_pool', [poolId, actor]);
}

/** A player as a pool lists them. */
export interface PoolPlayer {
  id: number;
  name: string;
  positions: string[];
  rank: number;
  proTeam: string | null;
  byeWeek: number | null;
  adp: number | null;
  status: PlayerStatus;
}

/**
 * A pool: every position in the order of their bits, and the players, the best first. What is new of a player, such as the status,
 * changes, and the version with it; nothing else does.
 */
export interface PlayerPool {
  positions: string[];
  statusVersion: number;
  players: PoolPlayer[];
}

const READ_POOL = rowsOf('read_pool').as<PlayerPool>();

/** The pool of that id. Throws a DraftError (POOL_NOT_FOUND) when there is none. */
export async function readPool(db: Queryable, poolId: string): Promise<PlayerPool> {
  const pool = await READ_POOL.first(db, [poolId]);
  if (!pool) throw new DraftError('POOL_NOT_FOUND', { poolId });
  return pool;
}

/** The versions of pools (see PlayerPool), by id. */
export async function readPoolVersions(
  db: Queryable,
  poolIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await db.query<{ id: string; version: number }>(
    'select id, status_version as version from app_public.player_pools where id = any ($1::uuid[])',
    [poolIds],
  );
  return new Map(rows.map(({ id, version }) => [id, version]));
}

/** The newest pool for everybody of that name and with players of these names, by rank; or null. A list that is newer is imported under the same name. */
export async function findPool(
  db: Queryable,
  name: string,
  players: readonly string[],
): Promise<string | null> {
  const { rows } = await db.query<{ id: string }>(
    `select pool.id from app_public.player_pools pool
     where pool.name = $1 and pool.owner_id is null
       and array(select player.name from app_public.players player where player.pool_id = pool.id order by player.rank) = $2::text[]
     order by pool.created_at desc limit 1`,
    [name, players],
  );
  return rows[0]?.id ?? null;
}

/** What is new of a player. */
export interface PlayerNews {
  readonly playerId: number;
  /** Null or left out: as before, and the note as well. */
  readonly status?: PlayerStatus | null | undefined;
  /** A line for people; null or left out: nothing. */
  readonly note?: string | null | undefined;
  /** The average place at which the player is drafted elsewhere, and the professional team; null or left out: as before. */
  readonly adp?: number | null | undefined;
  readonly proTeam?: string | null | undefined;
}

/**
 * Says what is new of players of a pool, each named once, all of it or nothing; answers the version of the pool after it. Throws a
 * DraftError where that is not the actor's to say.
 */
export function setPlayerNews(
  db: Queryable,
  poolId: string,
  news: readonly PlayerNews[],
  actor: Actor,
): Promise<number> {
  return call(db, 'set_player_news', [poolId, news, actor]);
}
