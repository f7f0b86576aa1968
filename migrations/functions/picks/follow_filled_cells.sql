-- What follows the cells that fill_chosen_cells has filled, as write_pick does it for one: event, next clock and alarm, or the end of
-- the draft; banks and misses before it, where the drafts have rules of time. Answers the picks by their places.
create or replace function app_private.follow_filled_cells(
  filled app_private.filled_cells,
  have_time_rules boolean,
  at timestamptz
)
returns setof app_private.applied_choice
language plpgsql
volatile
as $$
declare
  drafts uuid[] := filled.drafts;
  versions integer[] := filled.versions;
  jobs bigint[] := filled.jobs;
  timed_out boolean[];
  next_picks integer[];
  next_deadlines timestamptz[];
  settled jsonb[];
  facts jsonb[];
  -- Null where the drafts are plain.
  rules app_private.clock[];
begin
  if have_time_rules then
    settled := app_private.settle_clocks(drafts, filled.pick_numbers, filled.teams, filled.sources, at);
  end if;
  select
    array_agg(f.next_pick), array_agg(f.next_deadline), array_agg(f.source = 'AUTO'),
    array_agg(
      app_private.picked_data(
        f.pick, f.round, f.slot, f.team, f.player, f.source, f.strategy, f.reason, false,
        f.next_pick, f.next_team, coalesce((f.rules).deadline, f.next_deadline)
      ) || coalesce(settled[f.place], '{}')
    ),
    array_agg(f.rules) filter (where have_time_rules)
  into next_picks, next_deadlines, timed_out, facts, rules
  from (
    select w.*, cell.pick_number as next_pick, cell.team_id as next_team, clock.next_deadline, clock.rules
    from unnest(
      filled.drafts, filled.pick_numbers, filled.rounds, filled.slots, filled.teams, filled.players, filled.sources,
      filled.strategies, filled.reasons
    ) with ordinality as w (draft, pick, round, slot, team, player, source, strategy, reason, place)
    left join lateral app_private.next_open_cell(w.draft) as cell on true
    left join lateral app_private.clock_for(cell, follow_filled_cells.at) as clock on true
    order by w.place
  ) as f;
  perform app_private.append_events(drafts, versions, at, 'PICKED', facts, next_deadlines, rules);

  if array_position(next_picks, null) is not null then
    perform app_private.complete_draft(w.draft, at, w.version + 1, w.source)
    from unnest(drafts, versions, filled.sources, next_picks) as w (draft, version, source, next_pick)
    where w.next_pick is null;
  end if;
  return query
  select w.place, 'picked', w.team, w.source, w.deadline, w.next_pick, w.next_deadline, at
  from unnest(filled.places, filled.teams, filled.sources, filled.deadlines, next_picks, next_deadlines)
    as w (place, team, source, deadline, next_pick, next_deadline);

  if array_position(next_picks, null) is not null then
    select
      array_agg(w.draft), array_agg(w.version), array_agg(w.job), array_agg(w.timed_out), array_agg(w.next_pick),
      array_agg(w.next_deadline), array_agg(rules[w.place]) filter (where have_time_rules)
    into drafts, versions, jobs, timed_out, next_picks, next_deadlines, rules
    from unnest(drafts, versions, jobs, timed_out, next_picks, next_deadlines) with ordinality
      as w (draft, version, job, timed_out, next_pick, next_deadline, place)
    where w.next_pick is not null;
  end if;
  if drafts is not null then
    perform app_private.keep_on_clock(drafts, versions, next_picks, next_deadlines, jobs, timed_out, at, rules);
  end if;
end;
$$;
