-- By which spans events of a stream were caused: {version: traceparent}, of those that were recorded. events: as read_stream has them.
create or replace function app_private.traces_of(stream uuid, events jsonb)
returns jsonb
language sql
stable
set search_path = pg_catalog, pg_temp
as $$
  select coalesce(jsonb_object_agg(t.version, t.traceparent), '{}')
  from app_private.traces t
  where t.draft_id = stream
    and t.version = any (array(select (e ->> 'version')::integer from jsonb_array_elements(events) as e));
$$;
