-- Sets the alarms of several locked drafts as arm does one. Element i of each argument belongs together, and so does
-- element i of the answer. What cannot be moved together is armed one by one.
create or replace function app_private.arm_all(drafts uuid[], jobs bigint[], deadlines timestamptz[])
returns bigint[]
language plpgsql
volatile
-- The caller forbids hash joins for its index look-ups; here two lists are matched with each other. Only here: what is
-- graphile-worker's own is behind move_jobs and arm, which are planned without any of this.
set enable_hashjoin = on
set enable_nestloop = off
-- Before PostgreSQL 18 a forbidden join counts as a gigantic cost, which would have it compiled for half a second.
set jit = off
as $$
declare
  armed bigint[];
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
    lateral app_private.move_jobs(together.ids, together.deadline) as job
  )
  select array_agg(moved.id order by wanted.place) into armed
  from unnest(drafts, jobs, deadlines) with ordinality as wanted (draft, job, deadline, place)
  left join moved on moved.id = wanted.job and moved.key = app_private.alarm_key(wanted.draft);

  for place in 1 .. coalesce(cardinality(drafts), 0) loop
    if armed[place] is null then
      armed[place] := app_private.arm(drafts[place], null, deadlines[place]);
    end if;
  end loop;
  return armed;
end;
$$;
