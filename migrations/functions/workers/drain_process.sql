-- Takes a worker process out of the shared work, or back into it: from its next tick on other processes ring for its drafts, unless there is
-- none that could. It goes on with its jobs, and can be stopped at any time. For operators.
create or replace function app_private.drain_process(process_number integer, drain boolean, actor app_private.actor)
returns void
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = '2s'
as $$
begin
  perform app_private.require_operator(actor);
  update app_private.worker_processes known
  set drained_at = case when drain then coalesce(known.drained_at, clock_timestamp()) end
  where known.number = process_number;
  if not found then
    perform app_private.refuse('PROCESS_NOT_FOUND');
  end if;
end;
$$;
