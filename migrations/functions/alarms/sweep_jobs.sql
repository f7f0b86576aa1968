-- Removes jobs that no process will end any more: locked a while ago by a process that is not registered, and without a key
-- since their drafts have other alarms. Answers how many. They do no harm; they would stay for four hours.
create or replace function app_private.sweep_jobs()
returns integer
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
set enable_seqscan = off
as $$
declare
  own_tasks constant integer[] := app_private.own_tasks();
  abandoned_after constant interval := '10 seconds';
  swept integer;
begin
  delete from graphile_worker._private_jobs job
  where job.task_id = any (own_tasks)
    and job.key is null and job.locked_at < now() - abandoned_after
    and not exists (select from app_private.worker_processes known where known.pool = job.locked_by);
  get diagnostics swept = row_count;
  return swept;
end;
$$;
