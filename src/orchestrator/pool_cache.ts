import { readPool } from '../database/players.ts';
import type { Queryable } from '../database/queryable.ts';
import type { Player } from '../strategy/strategy.ts';

/** Pools kept in memory; of several hundred players each. */
const MOST_POOLS = 50;

/** A pool as strategies read it: the best first, and the place of each player in that list by id. */
export interface RankedPool {
  positions: readonly string[];
  ranked: readonly Player[];
  places: ReadonlyMap<number, number>;
}

/** Remembers the pools last used. Pools never change, so what is remembered stays true. */
export class PoolCache {
  readonly #pools = new Map<string, Promise<RankedPool>>();

  /** The pool of that id; read once, however many drafts ask at the same time. */
  get(db: Queryable, poolId: string): Promise<RankedPool> {
    const known = this.#pools.get(poolId);
    const pool = known ?? this.#load(db, poolId);
    this.#pools.delete(poolId);
    this.#pools.set(poolId, pool);
    const [longestUnused] = this.#pools.keys();
    if (this.#pools.size > MOST_POOLS && longestUnused !== undefined) this.#pools.delete(longestUnused);
    return pool;
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
  const { positions, players } = await readPool(db, poolId);
  return { positions, ranked: players, places: new Map(players.map(({ id }, place) => [id, place])) };
}
