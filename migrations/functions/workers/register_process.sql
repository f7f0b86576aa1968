-- Registers a worker process on the connection that it keeps for this, and answers its number. The session holds the
-- lock on that number from now on: as long as it does, nobody declares the process dead.
create or replace function app_private.register_process(process uuid, process_name text, process_pool text)
returns integer
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  own_tasks constant integer[] := app_private.own_tasks();
  own integer;
begin
  loop
    select known.number into own from app_private.worker_processes known where known.id = process;
    if not found then
      insert into app_private.worker_processes (id, name, pool, seen_at)
      values (process, process_name, process_pool, clock_timestamp())
      returning number into own;
    end if;
    -- The lock before the row, in the order of take_over_process: after waiting for the lock, the row may be gone.
    perform pg_advisory_lock(app_private.process_lock(), own);
    update app_private.worker_processes known
    set seen_at = clock_timestamp(), name = process_name, pool = process_pool
    where known.number = own;
    exit when found;
    perform pg_advisory_unlock(app_private.process_lock(), own);
  end loop;
  -- Jobs whose drafts have other alarms, and that failed for good: nothing else would ever remove them.
  delete from graphile_worker._private_jobs job
  where job.task_id = any (own_tasks)
    and job.key is null and job.locked_at is null and job.attempts >= job.max_attempts;
  return own;
end;
$$;
