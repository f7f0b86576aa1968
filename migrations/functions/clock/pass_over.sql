-- Passes over the cell on the clock of a locked draft: it is skipped, and the next one goes on the clock. Its team may make it up. When
-- only skipped cells are left they come on the clock again, the lowest first. cause: CLOCK or COMMISSIONER. Answers the request with
-- what is on the clock after it.
create or replace function app_private.pass_over(judged app_private.judged_pick, at timestamptz, cause text)
returns app_private.judged_pick
language plpgsql
volatile
as $$
declare
  passed app_private.judged_pick := judged;
  listed app_private.clock[];
  most_misses integer;
begin
  update app_public.picks cell set skipped_at = at
  where cell.draft_id = judged.draft_id and cell.pick_number = judged.pick_number;
  if judged.has_time_rules then
    select s.autopilot_after_misses into strict most_misses
    from app_private.settings_for(judged.draft_id, judged.pick_number) as s;
  end if;
  -- Its rules end with its turn: when it comes back it is a cell like those after it.
  delete from app_private.earlier_settings e where e.draft_id = judged.draft_id;
  select n.* into strict passed from app_private.next_on_clock(array[judged], at) as n;
  passed.outcome := 'passed';
  passed.player_id := null;
  listed := case when judged.has_time_rules then array[passed.next_rules] end;
  perform app_private.append_events(
    array[passed.draft_id], array[passed.version], at, 'SKIPPED',
    array[jsonb_build_object(
      'pickNumber', passed.pick_number, 'round', passed.round, 'slot', passed.slot, 'teamId', passed.team_id,
      'cause', cause, 'nextPickNumber', passed.next_pick, 'nextTeamId', passed.next_team_id
    ) || coalesce(passed.settled, '{}')],
    array[passed.next_deadline], listed
  );
  if judged.has_time_rules and passed.next_pick = judged.pick_number then
    -- It is the last one, and back at once. That is another turn: what was used of the bank in the first one is gone.
    update app_public.drafts d set bank_before = null where d.id = passed.draft_id;
  end if;
  perform app_private.put_on_clock(
    array[passed.draft_id], array[passed.version], array[passed.next_pick], array[passed.next_deadline],
    array[passed.job_id], array[false], at, listed
  );
  if judged.has_time_rules then
    passed := app_private.after_clock(passed, at, most_misses);
  end if;
  return passed;
end;
$$;
