-- Judged picks, in order, each with the cell that is on the clock from that time on, and when its clock ends; nulls where no cell
-- is open any more. Asked when their cells are filled, or where they stay open. seconds: see clock_for.
create or replace function app_private.next_on_clock(
  judged app_private.judged_pick[],
  at timestamptz,
  seconds double precision default null
)
returns setof app_private.judged_pick
language sql
stable
as $$
  select
    j.draft_id, j.outcome, j.code, j.numbers, j.pick_number, j.round, j.slot, j.team_id, j.player_id, j.source,
    j.strategy, j.reason, j.picked_by, j.version, j.job_id, j.deadline, cell.pick_number, cell.team_id,
    clock.next_deadline, j.picked_at, j.roster_waived, j.place, clock.rules, j.has_time_rules, j.makes_up, j.settled
  from unnest(judged) as j
  left join lateral app_private.next_open_cell(j.draft_id) as cell on true
  left join lateral app_private.clock_for(cell, next_on_clock.at, next_on_clock.seconds) as clock on true;
$$;
