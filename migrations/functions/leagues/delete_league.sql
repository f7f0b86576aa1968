-- Removes a league of which no draft was ever opened, with its teams, drafts, invitations, endpoints and sources.
create or replace function app_private.delete_league(league uuid, actor app_private.actor)
returns void
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = '2s'
as $$
declare
  opened record;
begin
  perform app_private.require_league(league, actor);
  -- Nobody opens one of its drafts meanwhile, or creates another.
  perform from app_public.drafts d where d.league_id = league order by d.id for update;
  perform from app_public.leagues l where l.id = league for update;
  select d.id, d.name into opened
  from app_public.drafts d
  where d.league_id = league and d.opened_at is not null
  order by d.created_at, d.id
  limit 1;
  if found then
    perform app_private.refuse('DRAFT_WAS_OPENED', jsonb_strip_nulls(jsonb_build_object(
      'draftId', opened.id, 'name', opened.name
    )));
  end if;
  perform app_private.remove_draft(d.id) from app_public.drafts d where d.league_id = league;
  delete from app_private.endpoint_cursors c where c.stream_id = league;
  delete from app_public.leagues l where l.id = league;
  perform app_private.audit(actor, 'LEAGUE_DELETED', league);
end;
$$;
