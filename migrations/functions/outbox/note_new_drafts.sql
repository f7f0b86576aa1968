-- The endpoints of a draft's league, and those of all leagues, get its events from the first one. Its league says that there is a new draft. Nobody is told
-- of previews.
create or replace function app_private.note_new_drafts()
returns trigger
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  at constant timestamptz := clock_timestamp();
  made record;
begin
  if not exists (select from fresh d where not d.is_preview) then
    return null;
  end if;
  perform pg_advisory_xact_lock_shared(app_private.endpoints_lock());
  insert into app_private.endpoint_cursors (stream_id, endpoint_id, is_draft, version)
  select d.id, e.id, true, 0
  from fresh d join app_public.endpoints e on e.league_id = d.league_id or e.league_id is null
  where not d.is_preview
  on conflict do nothing;
  for made in
    select d.league_id, array_agg(jsonb_build_object('draftId', d.id, 'startsAt', d.starts_at) order by d.id) as facts
    from fresh d
    where not d.is_preview
    group by d.league_id
    order by d.league_id
  loop
    perform app_private.append_league_events(made.league_id, at, 'DRAFT_CREATED', made.facts);
  end loop;
  return null;
end;
$$;
