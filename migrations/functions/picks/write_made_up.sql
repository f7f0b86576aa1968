-- Carries out a pick that makes up a skipped cell, which is not on the clock: the clock that runs goes on for whomever it runs. The draft is
-- locked by the caller. Answers the pick with what is on the clock.
create or replace function app_private.write_made_up(judged app_private.judged_pick, at timestamptz)
returns app_private.judged_pick
language plpgsql
volatile
as $$
declare
  written app_private.judged_pick := judged;
  running app_public.drafts;
  facts jsonb;
begin
  update app_public.picks cell
  set player_id = judged.player_id, source = judged.source, strategy = judged.strategy, reason = judged.reason,
      picked_by = judged.picked_by, picked_at = at
  where cell.draft_id = judged.draft_id and cell.pick_number = judged.pick_number;
  update app_public.draft_slots seat set misses = 0
  where seat.draft_id = judged.draft_id and seat.team_id = judged.team_id and seat.misses > 0;
  update app_public.drafts d set version = judged.version where d.id = judged.draft_id returning d.* into strict running;
  written.next_pick := running.current_pick;
  written.next_deadline := running.next_deadline;
  select cell.team_id into strict written.next_team_id
  from app_public.picks cell
  where cell.draft_id = judged.draft_id and cell.pick_number = running.current_pick;
  facts := app_private.picked_data(
    written.pick_number, written.round, written.slot, written.team_id, written.player_id, written.source,
    written.strategy, written.reason, written.roster_waived, written.next_pick, written.next_team_id, null
  ) || jsonb_build_object(
    'madeUp', true, 'misses', 0, 'nextDeadline', coalesce(running.deadline, running.next_deadline)
  ) || coalesce(judged.settled, '{}');
  -- The instants that run are told again: the deadline of an event is that of the pick on the clock after it.
  perform app_private.append_events(
    array[written.draft_id], array[written.version], at, 'PICKED', array[facts],
    array[running.next_deadline], array[app_private.clock_of(running)]
  );
  written.next_deadline := running.due_at;
  return written;
end;
$$;
