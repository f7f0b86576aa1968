-- Locks a team for a change of its manager: first the drafts it is in and that are not over, then the team. Somebody who
-- changes another team of the same league locks them in the same order, and everybody else waits for one draft while holding
-- nothing, so nobody waits in a circle.
create or replace function app_private.lock_team(team uuid)
returns app_public.teams
language plpgsql
volatile
as $$
declare
  locked app_public.teams;
begin
  perform from app_public.drafts d
  where d.id in (select seat.draft_id from app_public.draft_slots seat where seat.team_id = team)
    and d.state not in ('COMPLETED', 'CANCELLED')
  order by d.id
  for no key update;
  select * into strict locked from app_public.teams t where t.id = team for no key update;
  return locked;
end;
$$;
