-- Locks a team's queue for its manager, who alone may see or change it, and answers the list as it is.
create or replace function app_private.lock_queue(draft uuid, team uuid, actor app_private.actor)
returns integer[]
language plpgsql
volatile
as $$
begin
  perform app_private.lock_seat(draft, team, actor, for_commissioner => false);
  return array(
    select q.player_id from app_public.queue_entries q
    where q.draft_id = draft and q.team_id = team and q.manager_id = (actor).user_id
    order by q.place
  );
end;
$$;
