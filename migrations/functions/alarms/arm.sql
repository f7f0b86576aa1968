-- Sets the alarm of a locked draft. job: the one it has by now. Answers the id of the job that rings from now on.
--
-- An idle job is moved, which sends no NOTIFY; a move counts only when the row that comes back carries the draft's
-- key and can run. Whatever cannot be moved (no job yet, running, deleted) is replaced. While a worker's lock on the
-- old row is not committed yet, add_job schedules nothing and answers null: the same statement sees the lock a
-- moment later, so it is asked again.
create or replace function app_private.arm(draft uuid, job bigint, deadline timestamptz)
returns bigint
language plpgsql
volatile
-- graphile-worker's statements are planned as everywhere else, whatever the caller forbids for its own: without nested loops
-- add_job walked all jobs.
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
declare
  tries_for_a_job constant integer := 5;
  alarm_key constant text := app_private.alarm_key(draft);
  armed bigint;
begin
  select moved.id into armed
  from graphile_worker.reschedule_jobs(array[job], deadline, attempts => 0) as moved
  where moved.is_available and moved.key = alarm_key;

  for try in 1 .. tries_for_a_job loop
    exit when armed is not null;
    select added.id into armed
    from graphile_worker.add_job(
      'draft_timeout',
      json_build_object('draftId', draft),
      run_at => deadline,
      job_key => alarm_key,
      job_key_mode => 'replace'
    ) as added;
  end loop;
  if armed is null then
    perform app_private.refuse('ALARM_NOT_SET', jsonb_build_object('draftId', draft));
  end if;
  return armed;
end;
$$;
