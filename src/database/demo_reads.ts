import type { DraftEvent } from '../draft/events.ts';
import type { Queryable } from './queryable.ts';

/**
 * All events of a draft in order, with times as texts: a Date would cut the microseconds off, and a pick that came half a
 * millisecond early would look punctual.
 */
export async function readExactEvents(db: Queryable, draftId: string): Promise<DraftEvent[]> {
  const { rows } = await db.query<DraftEvent>(
    `select version, to_jsonb(at) #>> '{}' as at, kind, data
       from app_public.draft_events where draft_id = $1 order by version`,
    [draftId],
  );
  return rows;
}

/** Who made a pick, null for the service, and when: a text with microseconds. */
export interface PickMaker {
  pickNumber: number;
  at: string;
  by: string | null;
}

/** Who made each pick of a draft, by pick number. */
export async function readPickMakers(db: Queryable, draftId: string): Promise<PickMaker[]> {
  const { rows } = await db.query<PickMaker>(
    `select pick_number as "pickNumber", to_jsonb(picked_at) #>> '{}' as at, picked_by as by
       from app_public.picks where draft_id = $1 and picked_at is not null order by pick_number`,
    [draftId],
  );
  return rows;
}

/** How many jobs some worker has locked since then. Older locks are other people's: of a process that died before. */
export async function countJobsLockedSince(db: Queryable, since: Date): Promise<number> {
  const { rows } = await db.query<{ locked: number }>(
    `select count(*)::integer as locked from graphile_worker.jobs where locked_by is not null and locked_at >= $1`,
    [since],
  );
  return rows[0]?.locked ?? 0;
}
