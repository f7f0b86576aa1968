-- A worker process ends as it was asked to: it has left nothing behind.
create or replace function app_private.unregister_process(process uuid)
returns void
language sql
security definer
set search_path = pg_catalog, pg_temp
as $$
  delete from app_private.worker_processes known where known.id = process;
$$;
