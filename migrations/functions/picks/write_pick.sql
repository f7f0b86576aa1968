-- Carries out a pick that was judged to hold at that time: pick, clock, alarm and event together. The draft is locked
-- by the caller. Answers the pick with what is on the clock after it.
create or replace function app_private.write_pick(judged app_private.judged_pick, at timestamptz)
returns app_private.judged_pick
language plpgsql
volatile
as $$
declare
  written app_private.judged_pick := judged;
  -- Null in a plain draft.
  rules app_private.clock[];
begin
  if judged.has_time_rules then
    written.settled := coalesce(judged.settled, '{}') || app_private.settle_clock(judged, at);
  end if;
  update app_public.picks cell
  set player_id = judged.player_id, source = judged.source, strategy = judged.strategy, reason = judged.reason,
      picked_by = judged.picked_by, picked_at = at
  where cell.draft_id = judged.draft_id and cell.pick_number = judged.pick_number;

  select cell.pick_number, cell.team_id, clock.next_deadline, clock.rules
  into written.next_pick, written.next_team_id, written.next_deadline, written.next_rules
  from app_private.next_open_cell(judged.draft_id) as cell
  cross join lateral app_private.clock_for(cell, at) as clock;
  if judged.has_time_rules then
    rules := array[written.next_rules];
  end if;
  written.version := app_private.append_event(
    written.draft_id, written.version, at, 'PICKED',
    app_private.picked_data(
      written.pick_number, written.round, written.slot, written.team_id, written.player_id, written.source,
      written.strategy, written.reason, written.roster_waived,
      written.next_pick, written.next_team_id, coalesce((written.next_rules).deadline, written.next_deadline)
    ) || case
      when rules is null then jsonb_build_object('deadline', written.next_deadline)
      else app_private.clock_facts(written.next_deadline, written.next_rules)
    end || coalesce(written.settled, '{}')
  );
  if written.next_pick is null then
    perform app_private.complete_draft(written.draft_id, at, written.version + 1, written.source);
  elsif judged.has_time_rules then
    perform app_private.keep_on_clock(
      array[written.draft_id], array[written.version], array[written.next_pick], array[written.next_deadline],
      array[written.job_id], array[written.source = 'AUTO'], at, rules
    );
    written := app_private.after_clock(
      written, at, (
        select s.autopilot_after_misses from app_private.settings_for(written.draft_id, written.pick_number) as s
      )
    );
  else
    written.job_id := app_private.keep_plain_on_clock(
      written.draft_id, written.version, written.next_pick, written.next_deadline, written.job_id,
      written.source = 'AUTO', at
    );
  end if;
  return written;
end;
$$;
