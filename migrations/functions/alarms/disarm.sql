-- Removes the alarm of a locked draft. A job that is running loses its key and finds nothing to do.
create or replace function app_private.disarm(draft uuid)
returns void
language plpgsql
volatile
-- As in arm.
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
  perform graphile_worker.remove_job(app_private.alarm_key(draft));
end;
$$;
