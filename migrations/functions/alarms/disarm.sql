-- Removes the alarm of a locked draft. A job that is running loses its key and finds nothing to do.
create or replace function app_private.disarm(draft uuid)
returns void
language plpgsql
volatile
as $$
begin
  perform graphile_worker.remove_job(app_private.alarm_key(draft));
end;
$$;
