-- Moves idle jobs to a time, with all their attempts. Answers those that will run then: not one that is running, is exhausted, or is
-- gone.
create or replace function app_private.move_jobs(jobs bigint[], run_at timestamptz)
returns table (id bigint, key text)
language plpgsql
volatile
-- graphile-worker's statements are planned as everywhere else, whatever the caller forbids for its own.
set enable_bitmapscan = on
set enable_hashjoin = on
set enable_material = on
set enable_memoize = on
set enable_mergejoin = on
set enable_nestloop = on
set enable_seqscan = on
set enable_sort = on
set plan_cache_mode = auto
as $$
begin
  return query
  select moved.id, moved.key
  from graphile_worker.reschedule_jobs(jobs, move_jobs.run_at, attempts => 0) as moved
  where moved.is_available;
end;
$$;
