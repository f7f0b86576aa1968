-- When the clock of a cell ends that goes on the clock at that time: the only place that computes a deadline. The cell names its
-- draft and its team. seconds: how long the clock runs, where it is not the cell's own: what was left at a pause, or time that
-- is given back. Nobody waits for a team on autopilot.
--
-- A set of one row without settings of its own: whoever asks about many cells has it in the plan of that question.
create or replace function app_private.clock_for(
  cell app_public.picks,
  at timestamptz,
  seconds double precision default null
)
returns table (deadline timestamptz)
language sql
stable
as $$
  select case
    when seat.autopilot then clock_for.at
    else clock_for.at + make_interval(secs => coalesce(clock_for.seconds, (clock_for.cell).seconds))
  end
  from app_public.draft_slots seat
  where seat.draft_id = (clock_for.cell).draft_id and seat.team_id = (clock_for.cell).team_id;
$$;
