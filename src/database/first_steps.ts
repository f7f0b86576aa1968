import type { Queryable } from './queryable.ts';

/** The newest pool of that name, or null. */
export async function findPool(db: Queryable, name: string): Promise<string | null> {
  const { rows } = await db.query<{ id: string }>(
    'select id from app_public.player_pools where name = $1 order by created_at desc limit 1',
    [name],
  );
  return rows[0]?.id ?? null;
}
