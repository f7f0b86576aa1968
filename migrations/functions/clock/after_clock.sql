-- What the rules of time do once the next cell is on the clock, in a locked draft that has such rules: the autopilot of a team that missed
-- too often is switched on, and the draft pauses before a pick that it is to pause before. Each is an event of its own. most_misses: how
-- many misses in a row switch it on, by the settings that held for the pick that was judged; null: none do. Answers what was judged with the
-- version, and when the alarm rings, after it.
create or replace function app_private.after_clock(
  judged app_private.judged_pick,
  at timestamptz,
  most_misses integer
)
returns app_private.judged_pick
language plpgsql
volatile
as $$
declare
  after app_private.judged_pick := judged;
  stops_before integer[];
  running app_public.drafts;
begin
  after.next_deadline := (judged.next_rules).due_at;
  if judged.source = 'AUTO' and (judged.settled ->> 'misses')::integer >= most_misses then
    select * into strict running from app_public.drafts d where d.id = judged.draft_id;
    after.version := app_private.switch_autopilot(running, judged.team_id, true, 'MISSES', at);
    select d.due_at into strict after.next_deadline from app_public.drafts d where d.id = judged.draft_id;
  end if;
  select s.pause_before_picks into strict stops_before
  from app_public.draft_settings s where s.draft_id = judged.draft_id;
  -- Also before cells that are passed over since they are kept or forfeited: they come on no clock.
  if stops_before <> '{}' and exists (
    select from unnest(stops_before) as stop (pick)
    where stop.pick = judged.next_pick or stop.pick > judged.pick_number and stop.pick < judged.next_pick
  ) then
    select * into strict running from app_public.drafts d where d.id = judged.draft_id;
    perform app_private.stop_clock(running, at, 'SCHEDULED');
    after.version := running.version + 1;
    after.next_deadline := null;
  end if;
  return after;
end;
$$;
