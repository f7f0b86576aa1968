import type { Queryable } from './queryable.ts';

/** The database's time, as an ISO text. */
export async function readTime(db: Queryable): Promise<string> {
  const { rows } = await db.query<{ at: string }>(`select to_jsonb(clock_timestamp()) #>> '{}' as at`);
  return rows[0]?.at ?? '';
}
