-- Locks what is private to a team in a draft, such as its queue, for whoever may change it (see require_seat), and answers the draft. The lock
-- is the team's seat, so no clock waits, and of two changes at once the second begins with what the first left. The team is locked as well,
-- against another manager until all of it is done; last, for whoever gives the team away holds its drafts meanwhile.
create or replace function app_private.lock_seat(
  draft uuid,
  team uuid,
  actor app_private.actor,
  for_commissioner boolean
)
returns app_public.drafts
language plpgsql
volatile
as $$
declare
  watched app_public.drafts := app_private.require_draft(draft, actor);
begin
  perform app_private.require_seat(watched, team, actor, for_commissioner);
  perform from app_public.draft_slots seat
  where seat.draft_id = draft and seat.team_id = team
  for no key update;
  perform from app_public.teams t where t.id = team for share;
  -- Again: the team may have changed hands meanwhile, or the draft have ended.
  watched := app_private.require_draft(draft, actor);
  perform app_private.require_seat(watched, team, actor, for_commissioner);
  return watched;
end;
$$;
