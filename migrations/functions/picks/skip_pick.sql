-- Passes over the pick on the clock for somebody who runs the league; its team may make it up. The same request again is answered as it is.
-- A cell that was skipped before is not skipped again: it comes back once, and is then filled. Answers the draft's version.
create or replace function app_private.skip_pick(
  draft uuid,
  pick_number integer,
  actor app_private.actor,
  note text default null
)
returns integer
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = '2s'
as $$
declare
  running constant app_public.drafts := app_private.lock_on_clock(draft, actor);
  at constant timestamptz := clock_timestamp();
  cell app_public.picks;
  judged app_private.judged_pick;
  bank_left double precision;
begin
  select * into cell from app_public.picks c where c.draft_id = draft and c.pick_number = skip_pick.pick_number;
  if not found then
    perform app_private.refuse('PICK_NOT_FOUND', jsonb_build_object('pickNumber', skip_pick.pick_number));
  elsif cell.player_id is not null then
    perform app_private.refuse('PICK_ALREADY_MADE', jsonb_build_object('pickNumber', skip_pick.pick_number));
  elsif cell.is_forfeited then
    perform app_private.refuse('PICK_FORFEITED', jsonb_build_object('pickNumber', skip_pick.pick_number));
  elsif cell.skipped_at is not null and cell.pick_number <> running.current_pick then
    return running.version;
  elsif running.state <> 'IN_PROGRESS' then
    perform app_private.refuse('DRAFT_NOT_IN_PROGRESS', jsonb_build_object('state', running.state));
  elsif cell.pick_number <> running.current_pick then
    perform app_private.refuse(
      'PICK_NOT_ON_CLOCK', jsonb_build_object('pickNumber', cell.pick_number, 'currentPick', running.current_pick)
    );
  elsif cell.skipped_at is not null then
    perform app_private.refuse('PICK_SKIPPED_BEFORE', jsonb_build_object('pickNumber', cell.pick_number));
  end if;
  bank_left := app_private.charge_bank(running, at);
  judged.draft_id := draft;
  judged.pick_number := cell.pick_number;
  judged.round := cell.round;
  judged.slot := cell.slot;
  judged.team_id := cell.team_id;
  judged.version := running.version + 1;
  judged.job_id := running.job_id;
  select seat.has_time_rules into strict judged.has_time_rules
  from app_public.draft_slots seat where seat.draft_id = draft and seat.team_id = cell.team_id;
  judged.settled := app_private.noted(
    case when bank_left is null then '{}' else jsonb_build_object('bankSeconds', bank_left) end, note
  );
  judged := app_private.pass_over(judged, at, 'COMMISSIONER');
  perform app_private.audit(
    actor, 'PICK_SKIPPED', running.league_id, draft, cell.team_id,
    app_private.noted(jsonb_build_object('pickNumber', cell.pick_number), note)
  );
  return judged.version;
end;
$$;
