-- What the rules of time do once the next cell is on the clock, in a locked draft that has such rules: the autopilot of a team that missed
-- too often is switched on, and the draft pauses before a pick that it is to pause before. Each is an event of its own. Answers what was
-- judged with the version, and when the alarm rings, after it.
create or replace function app_private.after_clock(judged app_private.judged_pick, at timestamptz)
returns app_private.judged_pick
language plpgsql
volatile
as $$
declare
  after app_private.judged_pick := judged;
  settings record;
  running app_public.drafts;
begin
  after.next_deadline := (judged.next_rules).due_at;
  select s.autopilot_after_misses, s.pause_before_picks into strict settings
  from app_private.settings_for(judged.draft_id, judged.pick_number) as s;
  if judged.source = 'AUTO' and (judged.settled ->> 'misses')::integer >= settings.autopilot_after_misses then
    select * into strict running from app_public.drafts d where d.id = judged.draft_id;
    after.version := app_private.switch_autopilot(running, judged.team_id, true, 'MISSES', at);
    select d.due_at into strict after.next_deadline from app_public.drafts d where d.id = judged.draft_id;
  end if;
  -- Also before cells that are passed over since they are kept or forfeited: they come on no clock.
  if settings.pause_before_picks <> '{}' and exists (
    select from unnest(settings.pause_before_picks) as stop (pick)
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
