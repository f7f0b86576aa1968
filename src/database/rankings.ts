import type { Actor } from './actor.ts';
import { call, rowsOf } from './call.ts';
import type { Queryable } from './queryable.ts';

/** A ranking as its owner writes it: player ids, the most wanted first. */
export interface NewRanking {
  readonly poolId: string;
  readonly name: string;
  readonly playerIds: readonly number[];
}

/** Writes a ranking of the actor, new or in place of their own of that name in the pool; answers its id. */
export function setRanking(
  db: Queryable,
  { poolId, name, playerIds }: NewRanking,
  actor: Actor,
): Promise<string> {
  return call(db, 'set_ranking', [poolId, name, playerIds, actor]);
}

/** Removes a ranking of the actor. Throws a DraftError (RANKING_NOT_FOUND) for one of somebody else, too. */
export async function deleteRanking(db: Queryable, rankingId: string, actor: Actor): Promise<void> {
  await call(db, 'delete_ranking', [rankingId, actor]);
}

/** The players of a ranking as they were at a version, the most wanted first. */
export interface ReadRanking {
  readonly id: string;
  readonly version: number;
  readonly playerIds: readonly number[];
}

const READ_RANKINGS = rowsOf('read_rankings').as<ReadRanking>();

/** Those of the rankings that there are. For the clock alone: whose they are is not asked. */
export function readRankings(db: Queryable, ids: readonly string[]): Promise<ReadRanking[]> {
  return READ_RANKINGS.all(db, [ids]);
}

/** The players of a ranking of the actor; none of one that is somebody else's, or gone. */
export function readOwnRanking(db: Queryable, rankingId: string, actor: Actor): Promise<number[]> {
  // The catalog does not know that no element of the list is null.
  return call(db, 'read_own_ranking', [rankingId, actor]) as Promise<number[]>;
}
