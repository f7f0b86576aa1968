-- The events of a stream (a draft, or a league) after a number, in order, at most so many, as JSON: [{version, at, kind, data}].
create or replace function app_private.read_stream(stream uuid, is_draft boolean, after_version integer, most integer)
returns jsonb
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  found jsonb;
begin
  if is_draft then
    select jsonb_agg(jsonb_build_object('version', e.version, 'at', e.at, 'kind', e.kind, 'data', e.data) order by e.version)
    into found
    from app_private.read_events(stream, after_version, most) as e;
  else
    select jsonb_agg(jsonb_build_object('version', e.version, 'at', e.at, 'kind', e.kind, 'data', e.data) order by e.version)
    into found
    from (
      select * from app_private.league_events l
      where l.league_id = stream and l.version > after_version
      order by l.version
      limit most
    ) as e;
  end if;
  return coalesce(found, '[]');
end;
$$;
