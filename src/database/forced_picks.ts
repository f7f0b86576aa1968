import type { Actor } from './actor.ts';
import { call, rowsOf } from './call.ts';
import type { Decision } from './deeds.ts';
import { CONTEXT, type DraftContext } from './picks.ts';
import type { Queryable } from './queryable.ts';

const READ_FOR_FORCE = rowsOf('read_for_force', CONTEXT).as<DraftContext>();

/** What a strategy needs to choose now; null where the draft is not in progress. Throws a DraftError (NOT_COMMISSIONER). */
export function readForForce(db: Queryable, draftId: string, actor: Actor): Promise<DraftContext | null> {
  return READ_FOR_FORCE.first(db, [draftId, actor]);
}

/** The players of a ranking of the manager on the clock, the most wanted first; of any other ranking none. */
export async function readRankingOnClock(
  db: Queryable,
  draftId: string,
  rankingId: string,
  actor: Actor,
): Promise<readonly number[]> {
  return (await call(db, 'read_ranking_on_clock', [draftId, rankingId, actor])) as number[];
}

/** Whom a strategy chose, and what the choice was made on. */
export interface ForcedChoice {
  readonly playerId: number;
  readonly version: number;
  readonly queueVersion: number;
  readonly strategy: string;
  readonly reason: string;
  /** What only the team may read of why. */
  readonly privateReason: string | null;
}

/** What became of a forced pick. */
export interface ForcedPick {
  readonly version: number;
  readonly teamId: string;
  /** When the alarm of the draft rings next; null where none does. */
  readonly nextDeadline: Date | null;
  /** The same request had come before. */
  readonly repeated: boolean;
}

const FORCE_PICK = rowsOf('force_pick').as<ForcedPick>();

/**
 * Makes the pick on the clock with that choice; null where nobody was chosen, which is then refused for what stands against it. Throws a
 * DraftError: STALE_VERSION where the draft or the queue has another version, or as a pick is refused.
 */
export function forcePick(
  db: Queryable,
  { draftId, pickNumber }: { readonly draftId: string; readonly pickNumber: number },
  choice: ForcedChoice | null,
  { actor, note = null }: Decision,
): Promise<ForcedPick> {
  const { playerId = null, version = null, queueVersion = null } = choice ?? {};
  const { strategy = null, reason = null, privateReason = null } = choice ?? {};
  return FORCE_PICK.one(db, [
    ...([draftId, pickNumber, playerId, version, queueVersion] as const),
    ...([strategy, reason, privateReason, actor, note] as const),
  ]);
}
