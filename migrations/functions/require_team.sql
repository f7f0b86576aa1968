-- The league of a team, for an actor who may act for that team: its manager, or who runs the league.
create or replace function app_private.require_team(actor app_private.actor, team uuid)
returns uuid
language plpgsql
stable
as $$
declare
  found_team app_public.teams;
begin
  if actor.kind = 'USER' and actor.user_id is null then
    perform app_private.refuse('NOT_SIGNED_IN');
  end if;
  select * into found_team from app_public.teams t where t.id = team;
  if not found then
    perform app_private.refuse('TEAM_NOT_FOUND', jsonb_build_object('teamId', team));
  end if;
  if found_team.manager_id is distinct from actor.user_id
    and not app_private.runs_league(actor, found_team.league_id)
  then
    perform app_private.refuse('NOT_YOUR_TEAM', jsonb_build_object('teamId', team));
  end if;
  return found_team.league_id;
end;
$$;
