-- Sets the alarms of locked drafts: element i of each argument belongs together, and so does element i of
-- the answer, the id of the job that now rings for the draft.
--
-- An idle job is moved, which sends no NOTIFY; a move counts only when the row that comes back carries the
-- draft's key and can run. Whatever cannot be moved (no job yet, running, deleted) is replaced. While a
-- worker's lock on the old row is not committed yet, add_job schedules nothing and answers null: the same
-- statement sees the lock a moment later, so it is asked again.
create or replace function app_private.arm(drafts uuid[], jobs bigint[], deadlines timestamptz[])
returns bigint[]
language plpgsql
-- The caller forbids hash joins for its index look-ups; here two lists are matched with each other.
set enable_hashjoin = on
set enable_nestloop = off
-- Before PostgreSQL 18 a forbidden join counts as a gigantic cost, which would have it compiled for half a second.
set jit = off
as $$
declare
  tries_for_a_job constant integer := 5;
  armed bigint[];
  added bigint;
begin
  -- Materialized: each job is moved once, not once for each draft it is compared with.
  with moved as materialized (
    select job.id, job.key
    from (
      select array_agg(w.job) as ids, w.deadline
      from unnest(jobs, deadlines) as w (job, deadline)
      where w.job is not null
      group by w.deadline
    ) as together,
    lateral graphile_worker.reschedule_jobs(together.ids, together.deadline, attempts => 0) as job
    where job.is_available
  )
  select array_agg(moved.id order by wanted.place) into armed
  from unnest(drafts, jobs, deadlines) with ordinality as wanted (draft, job, deadline, place)
  left join moved on moved.id = wanted.job and moved.key = app_private.alarm_key(wanted.draft);

  for place in 1 .. coalesce(cardinality(drafts), 0) loop
    if armed[place] is not null then
      continue;
    end if;
    added := null;
    for try in 1 .. tries_for_a_job loop
      select job.id into added
      from graphile_worker.add_job(
        'draft_timeout',
        json_build_object('draftId', drafts[place]),
        run_at => deadlines[place],
        job_key => app_private.alarm_key(drafts[place]),
        job_key_mode => 'replace'
      ) as job;
      exit when added is not null;
    end loop;
    if added is null then
      perform app_private.refuse('ALARM_NOT_SET', jsonb_build_object('draftId', drafts[place]));
    end if;
    armed[place] := added;
  end loop;
  return armed;
end;
$$;
