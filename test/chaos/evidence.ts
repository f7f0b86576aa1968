import type { ConnectionPool } from '../../src/database/connect.ts';

const LAST_EVENTS = 6;
/** What makes the events of an opening long, and is the same in each draft. */
const LEFT_OUT = ['slots', 'owners', 'teams', 'secondsByRound'];

/** A draft that failed a check: its row, its jobs, its last events. */
export async function evidenceOf(db: ConnectionPool, draftId: string): Promise<string> {
  const { rows } = await db.query<{ draft: unknown; jobs: unknown; events: unknown[] | null }>(
    `select to_jsonb(d) as draft,
            (select jsonb_agg(to_jsonb(job)) from graphile_worker._private_jobs job
              where job.payload ->> 'draftId' = d.id::text) as jobs,
            (select jsonb_agg(to_jsonb(e) - 'draft_id' - 'data' || jsonb_build_object('data', e.data - $3::text[])
                              order by e.version) from app_public.draft_events e
              where e.draft_id = d.id and e.version > d.version - $2) as events
       from app_public.drafts d where d.id = $1`,
    [draftId, LAST_EVENTS, LEFT_OUT],
  );
  const [found] = rows;
  if (!found) return `  ${draftId}: there is no such draft`;
  const events = (found.events ?? []).map((event) => `    event ${JSON.stringify(event)}`);
  return [`  draft ${JSON.stringify(found.draft)}`, `    jobs ${JSON.stringify(found.jobs)}`, ...events].join(
    '\n',
  );
}
