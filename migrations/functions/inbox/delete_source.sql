-- Removes a source with what it sent. Answers its league's id, null where it was of any league.
create or replace function app_private.delete_source(source uuid, actor app_private.actor)
returns table (league_id uuid)
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = '2s'
as $$
declare
  seen constant app_public.sources := app_private.require_source(source, actor);
begin
  delete from app_public.sources s where s.id = source;
  if seen.league_id is not null then
    perform app_private.audit(actor, 'SOURCE_DELETED', seen.league_id, null, null, jsonb_build_object('sourceId', source));
  end if;
  return query select seen.league_id;
end;
$$;
