-- When a clock that starts at that time runs out. Nobody waits for a team on autopilot.
create or replace function app_private.clock_end(at timestamptz, seconds double precision, autopilot boolean)
returns timestamptz
language sql
stable
parallel safe
as $$
  select case when autopilot then at else at + make_interval(secs => seconds) end;
$$;
