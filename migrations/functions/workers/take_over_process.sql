-- Takes over from a worker process that died, whose jobs would stay locked for hours. Answers how many drafts got a new alarm;
-- called again until the process is no longer registered.
--
-- A job is never unlocked in place: should the process not be dead after all, its late completion would delete the next
-- alarm. The key moves to a new row instead, and the old one, which has no key left, goes.
create or replace function app_private.take_over_process(process integer, most integer)
returns integer
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = '2s'
as $$
declare
  own_tasks constant integer[] := app_private.own_tasks();
  dead_pool text;
  draft app_public.drafts;
  armed integer := 0;
begin
  -- Holding this lock shows that the process does not, and keeps it from registering again meanwhile.
  if not pg_try_advisory_xact_lock(app_private.process_lock(), process) then
    return 0;
  end if;
  select known.pool into dead_pool from app_private.worker_processes known where known.number = process;
  if not found then
    return 0;
  end if;

  for draft in
    select d.*
    from graphile_worker._private_jobs job
    join app_public.drafts d on d.id = (job.payload ->> 'draftId')::uuid
    where job.locked_at is not null and job.locked_by = dead_pool
      and job.task_id = any (own_tasks) and job.key is not null
    limit most
    for no key update of d skip locked
  loop
    perform app_private.set_alarm(draft);
    armed := armed + 1;
  end loop;

  -- Jobs without a key, or without a draft in progress.
  delete from graphile_worker._private_jobs job
  where job.locked_at is not null and job.locked_by = dead_pool and job.task_id = any (own_tasks)
    and (
      job.key is null
      or not exists (
        select from app_public.drafts d
        where d.id = (job.payload ->> 'draftId')::uuid and d.state in ('SCHEDULED', 'IN_PROGRESS')
      )
    );
  if not exists (
    select from graphile_worker._private_jobs job
    where job.locked_at is not null and job.locked_by = dead_pool and job.task_id = any (own_tasks)
  ) then
    delete from app_private.worker_processes known where known.number = process;
  end if;
  return armed;
end;
$$;
