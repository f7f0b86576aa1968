-- Locks a team's queue for its manager, who alone may see or change it, and answers the list as it is. The lock is the
-- team's seat, so no clock waits, and of two changes at once the second begins with what the first left.
create or replace function app_private.lock_queue(draft uuid, team uuid, actor app_private.actor)
returns integer[]
language plpgsql
volatile
as $$
begin
  perform app_private.require_seat(app_private.require_draft(draft, actor), team, actor, for_commissioner => false);
  perform from app_public.draft_slots seat
  where seat.draft_id = draft and seat.team_id = team
  for no key update;
  return array(
    select q.player_id from app_public.queue_entries q
    where q.draft_id = draft and q.team_id = team and q.manager_id = (actor).user_id
    order by q.place
  );
end;
$$;
