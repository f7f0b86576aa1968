-- Refuses who does not run a league. Who may not see it is told that there is no such league.
create or replace function app_private.require_league(league uuid, actor app_private.actor)
returns void
language plpgsql
stable
as $$
begin
  if not exists (select from app_public.leagues l where l.id = league) or not app_private.may_see_league(actor, league) then
    perform app_private.refuse('LEAGUE_NOT_FOUND');
  end if;
  perform app_private.require_commissioner(actor, league);
end;
$$;
