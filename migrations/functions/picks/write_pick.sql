-- Carries out a pick that was judged to hold at that time: pick, clock, alarm and event together. The draft is locked
-- by the caller. Answers the pick with what is on the clock after it.
create or replace function app_private.write_pick(judged app_private.judged_pick, at timestamptz)
returns app_private.judged_pick
language plpgsql
volatile
as $$
declare
  written app_private.judged_pick := judged;
  settings record;
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
  written.version := app_private.append_event(
    written.draft_id, written.version, at, 'PICKED',
    app_private.picked_data(
      written.pick_number, written.round, written.slot, written.team_id, written.player_id, written.source,
      written.strategy, written.reason, written.roster_waived,
      written.next_pick, written.next_team_id, coalesce((written.next_rules).deadline, written.next_deadline)
    ) || app_private.clock_facts(written.next_deadline, written.next_rules) || coalesce(written.settled, '{}')
  );
  if written.next_pick is null then
    perform app_private.complete_draft(written.draft_id, at, written.version + 1, written.source);
    return written;
  end if;
  written.job_id := app_private.keep_one_on_clock(
    written.draft_id, written.version, written.next_pick, written.next_deadline, written.job_id,
    written.source = 'AUTO', at, written.next_rules
  );
  if judged.has_time_rules then
    written.next_deadline := (written.next_rules).due_at;
    select s.autopilot_after_misses as most_misses, s.pause_before_picks into strict settings
    from app_private.settings_for(written.draft_id, written.pick_number) as s;
    if settings.most_misses is not null or settings.pause_before_picks <> '{}' then
      written := app_private.after_clock(written, at, settings.most_misses);
    end if;
  end if;
  return written;
end;
$$;
