-- Records what became of a replayed dead letter, or of a test (dead_letter null). A dead letter that was taken is one no longer.
-- result: as one of record_deliveries.
create or replace function app_private.record_extra_delivery(endpoint uuid, dead_letter uuid, result jsonb)
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  now_there constant timestamptz := clock_timestamp();
  stream uuid;
begin
  select l.stream_id into stream from app_public.dead_letters l where l.id = dead_letter;
  if not exists (select from app_public.endpoints e where e.id = endpoint) then
    return;
  end if;
  perform app_private.log_deliveries(endpoint, stream, now_there, jsonb_build_array(result));
  if (result ->> 'ok')::boolean then
    delete from app_public.dead_letters l where l.id = dead_letter;
  else
    update app_public.dead_letters l
    set attempts = l.attempts + 1, at = now_there, error = coalesce(result ->> 'error', l.error)
    where l.id = dead_letter;
  end if;
end;
$$;
