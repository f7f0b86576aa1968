-- A team, for an actor who runs its league. Who may not see the league is told that there is no such team.
create or replace function app_private.require_team(team uuid, actor app_private.actor)
returns app_public.teams
language plpgsql
stable
as $$
declare
  seen app_public.teams;
begin
  select * into seen from app_public.teams t where t.id = team;
  if not found or not app_private.may_see_league(actor, seen.league_id) then
    perform app_private.refuse('TEAM_NOT_FOUND');
  end if;
  perform app_private.require_commissioner(actor, seen.league_id);
  return seen;
end;
$$;
