import type { Actor } from './actor.ts';
import { call } from './call.ts';
import type { Queryable } from './queryable.ts';

/** The database's time, as an ISO text. */
export async function readTime(db: Queryable): Promise<string> {
  const { rows } = await db.query<{ at: string }>(`select to_jsonb(clock_timestamp()) #>> '{}' as at`);
  return rows[0]?.at ?? '';
}

/**
 * Adds seconds to the pick clock that runs, or takes some; 5 are left at least. `version`: what it was decided on, null where that does not
 * matter. Answers the draft's new version. Throws a DraftError (STALE_VERSION) where the draft has another.
 */
export function addTime(
  db: Queryable,
  draftId: string,
  seconds: number,
  version: number | null,
  actor: Actor,
  note: string | null = null,
): Promise<number> {
  return call(db, 'add_time', [draftId, seconds, version, actor, note]);
}

/** Begins the clock of the pick on the clock anew; `version` as of addTime. Answers the draft's new version. */
export function resetClock(
  db: Queryable,
  draftId: string,
  version: number | null,
  actor: Actor,
  note: string | null = null,
): Promise<number> {
  return call(db, 'reset_clock', [draftId, version, actor, note]);
}
