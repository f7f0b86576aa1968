-- Puts a league away, or brings it back: archived. A league is put away when all its drafts are over.
create or replace function app_private.archive_league(league uuid, archived boolean, actor app_private.actor)
returns void
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = '2s'
as $$
declare
  running record;
begin
  perform app_private.require_league(league, actor);
  perform from app_public.leagues l where l.id = league for no key update;
  select d.id, d.state, d.name into running
  from app_public.drafts d
  where archived and d.league_id = league and d.state not in ('COMPLETED', 'CANCELLED')
  order by d.created_at, d.id
  limit 1;
  if found then
    perform app_private.refuse('DRAFT_NOT_OVER', jsonb_strip_nulls(jsonb_build_object(
      'draftId', running.id, 'name', running.name, 'state', running.state
    )));
  end if;
  update app_public.leagues l set archived_at = case when archived then clock_timestamp() end
  where l.id = league and (l.archived_at is not null) <> archived;
  if found then
    perform app_private.audit(
      actor, 'LEAGUE_ARCHIVED', league, null, null, jsonb_build_object('archived', archived)
    );
  end if;
end;
$$;
