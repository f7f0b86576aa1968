-- What the clock does in a locked draft with rules of time instead of the pick that was judged, or before it: pauses the draft where a
-- planned pause came first; passes the cell over (SKIP); or leaves the team on the clock (WAIT). Answers what became of it: paused, passed
-- or waiting, and picked where the pick is to be made. in_outage: the clock ran out when nobody could pick, so its time is given back.
--
-- A team on autopilot is picked for, and so is a cell that was skipped before: that happens once.
create or replace function app_private.act_at_zero(
  judged app_private.judged_pick,
  at timestamptz,
  in_outage boolean
)
returns app_private.judged_pick
language plpgsql
volatile
as $$
declare
  acted app_private.judged_pick := judged;
  running app_public.drafts;
  at_zero app_public.rule_at_zero;
begin
  select * into strict running from app_public.drafts d where d.id = judged.draft_id;
  if running.next_pause_at <= coalesce(running.next_deadline, at) then
    perform app_private.stop_clock(running, at, 'SCHEDULED', counted_to => running.next_pause_at);
    acted.outcome := 'paused';
    acted.version := running.version + 1;
    acted.next_deadline := null;
    return acted;
  end if;
  select s.at_zero into strict at_zero from app_private.settings_for(judged.draft_id, judged.pick_number) as s;
  if in_outage or judged.source <> 'AUTO' or at_zero = 'AUTO_PICK' or exists (
    select from app_public.picks cell
    where cell.draft_id = judged.draft_id and cell.pick_number = judged.pick_number and cell.skipped_at is not null
  ) then
    return acted;
  end if;
  acted.settled := app_private.settle_clock(judged, at);
  if at_zero = 'SKIP' then
    return app_private.pass_over(acted, at, 'CLOCK');
  end if;
  perform app_private.let_overtime_run(running, acted, at);
  acted.outcome := 'waiting';
  select d.due_at into acted.next_deadline from app_public.drafts d where d.id = judged.draft_id;
  return acted;
end;
$$;
