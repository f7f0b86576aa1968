import type { Backlog } from '../telemetry/metrics.ts';
import type { Queryable } from './queryable.ts';

/**
 * Counts what should have been done by now, and reads nothing else, however much is waiting for its time. graphile-worker's
 * index begins with the priority, so the few priorities there are come first, each found by one look into that index.
 */
export async function readBacklog(db: Queryable): Promise<Backlog> {
  const { rows } = await db.query<Backlog>(
    `with recursive priorities (priority) as (
       (select job.priority from graphile_worker._private_jobs job
         where job.is_available order by job.priority limit 1)
       union all
       select (select job.priority from graphile_worker._private_jobs job
                where job.is_available and job.priority > known.priority order by job.priority limit 1)
         from priorities known where known.priority is not null
     )
     select (select count(*)::integer from app_public.drafts d
              where d.state = 'IN_PROGRESS' and d.due_at <= now() - interval '1 second') as "overdueDrafts",
            (select count(*)::integer from app_public.drafts d where d.overtime_since is not null) as "overtimeDrafts",
            (select count(*)::integer from priorities
               join graphile_worker._private_jobs job using (priority)
              where job.is_available and job.run_at <= now()) as "jobsDue"`,
  );
  if (!rows[0]) throw new Error('a count answered nothing');
  return rows[0];
}
