-- Gives a league another name.
create or replace function app_private.rename_league(league uuid, name text, actor app_private.actor)
returns void
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = '2s'
as $$
declare
  former text;
begin
  perform app_private.require_league(league, actor);
  select l.name into strict former from app_public.leagues l where l.id = league for no key update;
  if former = rename_league.name then
    return;
  end if;
  update app_public.leagues l set name = rename_league.name where l.id = league;
  perform app_private.audit(
    actor, 'LEAGUE_RENAMED', league, null, null, jsonb_build_object('name', rename_league.name, 'formerName', former)
  );
end;
$$;
