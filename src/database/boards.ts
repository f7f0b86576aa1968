import type { Queryable } from './queryable.ts';

/** How many cells the largest board of some drafts has, as far as the role of the connection sees them; 0 where it sees none. */
export async function mostCells(db: Queryable, draftIds: readonly string[]): Promise<number> {
  const { rows } = await db.query<{ cells: number }>(
    `select coalesce(max(s.rounds * (
       select count(*) from app_public.draft_slots seat where seat.draft_id = s.draft_id
     )), 0)::integer as cells
     from app_public.draft_settings s
     where s.draft_id = any ($1::uuid[])`,
    [draftIds],
  );
  return rows[0]?.cells ?? 0;
}
