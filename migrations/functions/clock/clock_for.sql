-- When the clock of a cell ends that goes on the clock at that time: the only place that computes a deadline. The cell names its
-- draft and its team. seconds: how long the pick clock runs, where it is not the cell's own: what was left at a pause, or time that
-- is given back. Nobody waits for a team on autopilot.
--
-- next_deadline: when the clock acts. rules: the other instants of a draft with rules of time; null in a plain draft, where there is but
-- one instant, and where nothing more is read than the row of the team.
--
-- A set of one row without settings of its own: whoever asks about many cells has it in the plan of that question.
create or replace function app_private.clock_for(
  cell app_public.picks,
  at timestamptz,
  seconds double precision default null
)
returns table (next_deadline timestamptz, rules app_private.clock)
language sql
stable
as $$
  select
    case
      when seat.has_time_rules then ruled.next_deadline
      when seat.autopilot then clock_for.at
      else clock_for.at + make_interval(secs => coalesce(clock_for.seconds, (clock_for.cell).seconds))
    end,
    ruled.rules
  from app_public.draft_slots seat
  left join lateral (
    select r.next_deadline, r.rules
    from app_private.clock_by_rules(clock_for.cell, seat, clock_for.at, clock_for.seconds) as r
    where seat.has_time_rules
    -- A plan of its own, which asks before it calls; merged with the outer one, the function would be called for every cell.
    offset 0
  ) as ruled on true
  where seat.draft_id = (clock_for.cell).draft_id and seat.team_id = (clock_for.cell).team_id;
$$;
