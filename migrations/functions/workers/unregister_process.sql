-- Unregisters a worker process that ends as it was asked to. When it left a job locked, it stays registered, and another process takes
-- over from it.
create or replace function app_private.unregister_process(process uuid)
returns void
language sql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $$
  delete from app_private.worker_processes known
  where known.id = process
    and not exists (select from graphile_worker._private_jobs job where job.locked_at is not null and job.locked_by = known.pool);
$$;
