import type { Queryable } from './queryable.ts';

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
