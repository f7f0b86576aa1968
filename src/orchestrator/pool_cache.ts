import { readPool, readPoolVersions } from '../database/players.ts';
import type { Queryable } from '../database/queryable.ts';
import { timelineChanges } from '../database/timelines.ts';
import type { Player } from '../strategy/strategy.ts';

/** Pools kept in memory; of several hundred players each. */
const MOST_POOLS = 50;

/** A pool as strategies read it: the best first, and the place of each player in that list by id. */
export interface RankedPool {
  positions: readonly string[];
  /** Higher where more of what is new of the players is known. */
  statusVersion: number;
  ranked: readonly Player[];
  places: ReadonlyMap<number, number>;
}

/**
 * Remembers the pools last used. Who is in a pool, and in which order, never changes. What is new of a player does: a pool is read again
 * when a draft was read at a later version of it, and when `refresh` finds one.
 */
export class PoolCache {
  readonly #pools = new Map<string, Promise<RankedPool>>();
  readonly #isOtherTimeline = timelineChanges();

  /** The pool of that id, at that version or a later one; read once, however many drafts ask at the same time. */
  async get(db: Queryable, poolId: string, version = 0): Promise<RankedPool> {
    if (this.#isOtherTimeline()) this.#pools.clear();
    const asked = this.#pools.get(poolId) ?? this.#load(db, poolId);
    this.#keep(poolId, asked);
    const pool = await asked;
    if (pool.statusVersion >= version) return pool;
    // Somebody else may have begun to read it again.
    const present = this.#pools.get(poolId);
    const renewed = present === undefined || present === asked ? this.#load(db, poolId) : present;
    this.#keep(poolId, renewed);
    return renewed;
  }

  /** Reads those pools again of which something new was told. Until that is done the pools that are known stay. */
  async refresh(db: Queryable): Promise<void> {
    if (this.#pools.size === 0) return;
    const versions = await readPoolVersions(db, [...this.#pools.keys()]);
    for (const [poolId, version] of versions) {
      const known = this.#pools.get(poolId);
      if (!known || (await known).statusVersion >= version) continue;
      const renewed = await loadPool(db, poolId);
      if (this.#pools.has(poolId)) this.#pools.set(poolId, Promise.resolve(renewed));
    }
  }

  #keep(poolId: string, pool: Promise<RankedPool>): void {
    this.#pools.delete(poolId);
    this.#pools.set(poolId, pool);
    const [longestUnused] = this.#pools.keys();
    if (this.#pools.size > MOST_POOLS && longestUnused !== undefined) this.#pools.delete(longestUnused);
  }

  #load(db: Queryable, poolId: string): Promise<RankedPool> {
    const loading = loadPool(db, poolId);
    loading.catch(() => {
      if (this.#pools.get(poolId) === loading) this.#pools.delete(poolId);
    });
    return loading;
  }
}

async function loadPool(db: Queryable, poolId: string): Promise<RankedPool> {
  const { positions, statusVersion, players } = await readPool(db, poolId);
  const places = new Map(players.map(({ id }, place) => [id, place]));
  return { positions, statusVersion, ranked: withSharedPositions(players), places };
}

/** The players, those who play the same with one list of positions: what depends on it alone is worked out once for each list. */
function withSharedPositions(players: readonly Player[]): Player[] {
  const lists = new Map<string, readonly string[]>();
  return players.map((player) => {
    const key = player.positions.join('\n');
    const positions = lists.get(key) ?? player.positions;
    lists.set(key, positions);
    return { ...player, positions };
  });
}
