import type { Backlog, WorkerCondition } from '../telemetry/backlog.ts';
import { MOST_COUNTED, MOST_CURSORS } from './counted.ts';
import type { Queryable } from './queryable.ts';
import { stateOf, type WorkerSigns, type WorkerState } from './worker_state.ts';

// graphile-worker's index begins with the priority, so the few priorities there are come first, each found by one look into that index.
const QUERY = `
  with recursive priorities (priority) as (
    (select job.priority from graphile_worker._private_jobs job
      where job.is_available order by job.priority limit 1)
    union all
    select (select job.priority from graphile_worker._private_jobs job
             where job.is_available and job.priority > known.priority order by job.priority limit 1)
      from priorities known where known.priority is not null
  ),
  held (number) as materialized (select * from app_private.held_processes())
  select
    (select count(*)::integer from app_public.drafts d
      where d.state = 'IN_PROGRESS' and d.due_at <= now() - interval '1 second') as "overdueDrafts",
    (select count(*)::integer from app_public.drafts d where d.overtime_since is not null) as "overtimeDrafts",
    (select count(*)::integer from priorities
       join graphile_worker._private_jobs job using (priority)
      where job.is_available and job.run_at <= now()) as "jobsDue",
    app_private.outbox_age($1) as "outboxAge",
    app_private.inbox_age($2) as "inboxAge",
    (select count(*)::integer from app_public.endpoints e
      where e.disabled_at is null and e.open_until is not null) as "breakersOpen",
    (select count(*)::integer from (select from app_public.dead_letters limit $2) as counted) as "deadLetters",
    (select coalesce(json_agg(json_build_object(
       'holdsLock', known.number in (select held.number from held),
       'silentFor', extract(epoch from now() - known.seen_at),
       'failingFor', extract(epoch from now() - known.failing_since))), '[]')
     from app_private.worker_processes known) as workers`;

/** How metrics call the states; a process whose connection is not there yet works all the same. */
const CONDITIONS = {
  ALIVE: 'alive',
  REGISTERING: 'alive',
  FAILING: 'failing',
  HUNG: 'hung',
  DEAD: 'dead',
} as const satisfies Record<WorkerState, WorkerCondition>;

type Counted = Omit<Backlog, 'workers'> & { readonly workers: readonly WorkerSigns[] };

/** Counts what should have been done by now, and reads nothing else, however much is waiting for its time. */
export async function readBacklog(db: Queryable): Promise<Backlog> {
  const { rows } = await db.query<Counted & { readonly [column: string]: unknown }>(QUERY, [
    MOST_CURSORS,
    MOST_COUNTED,
  ]);
  const [row] = rows;
  if (!row) throw new Error('a count answered nothing');
  const workers = { alive: 0, failing: 0, hung: 0, dead: 0 };
  for (const signs of row.workers) workers[CONDITIONS[stateOf(signs)]] += 1;
  return { ...row, workers };
}
