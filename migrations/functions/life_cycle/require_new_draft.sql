-- Refuses who may not create a draft of a league, or not with that pool: asked before anything is made of the settings.
create or replace function app_private.require_new_draft(league uuid, pool uuid, actor app_private.actor)
returns void
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  -- Of a league that the actor may not see there is as little to know as of one that there is not.
  if not exists (select from app_public.leagues l where l.id = league)
    or not app_private.may_see_league(actor, league)
  then
    perform app_private.refuse('LEAGUE_NOT_FOUND');
  end if;
  perform app_private.require_commissioner(actor, league);
  perform app_private.require_usable_pool(pool, league, actor);
end;
$$;
