-- Refuses what an actor may not change for a team of a draft that they may watch: the team is not in it, it is somebody
-- else's, or the draft is over. for_commissioner: who runs the league may do it as well.
create or replace function app_private.require_seat(
  watched app_public.drafts,
  team uuid,
  actor app_private.actor,
  for_commissioner boolean
)
returns void
language plpgsql
stable
as $$
begin
  if not exists (select from app_public.draft_slots seat where seat.draft_id = watched.id and seat.team_id = team) then
    perform app_private.refuse('TEAM_NOT_FOUND', jsonb_build_object('teamId', team));
  end if;
  if not exists (select from app_public.teams t where t.id = team and t.manager_id = (actor).user_id)
    and not (for_commissioner and app_private.may_run(actor, watched.league_id))
  then
    perform app_private.refuse('NOT_YOUR_TEAM', app_private.foreign_team(team));
  end if;
  if watched.state in ('COMPLETED', 'CANCELLED') then
    perform app_private.refuse('DRAFT_OVER', jsonb_build_object('state', watched.state));
  end if;
end;
$$;
