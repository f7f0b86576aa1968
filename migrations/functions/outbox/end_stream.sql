-- Notes that a draft is over and wholly delivered to an endpoint, where that is so: the sweep leaves it out from now on.
create or replace function app_private.end_stream(stream uuid, endpoint uuid)
returns void
language sql
volatile
set search_path = pg_catalog, pg_temp
as $$
  update app_private.endpoint_cursors c set is_over = true
  from app_public.drafts d
  where c.stream_id = stream and c.endpoint_id = endpoint and not c.is_over
    and d.id = stream and d.state in ('COMPLETED', 'CANCELLED') and d.version <= c.version;
$$;
