-- The endpoints of all leagues get the events of a new league from its first one. Nobody is told of previews.
create or replace function app_private.note_new_leagues()
returns trigger
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  if new.is_preview then
    return null;
  end if;
  perform pg_advisory_xact_lock_shared(app_private.endpoints_lock());
  insert into app_private.endpoint_cursors (stream_id, endpoint_id, is_draft, version)
  select new.id, e.id, false, 0 from app_public.endpoints e where e.league_id is null
  on conflict do nothing;
  return null;
end;
$$;
