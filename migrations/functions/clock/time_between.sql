-- How many seconds pass from one instant to a later one, and 0 where it is not later: of open time where there are quiet hours.
create or replace function app_private.time_between(from_at timestamptz, to_at timestamptz, quiet app_private.quiet_hours)
returns double precision
language sql
stable
as $$
  select case
    when to_at <= from_at then 0
    when quiet is null then extract(epoch from to_at - from_at)::double precision
    else app_private.open_seconds_between(from_at, to_at, quiet)
  end;
$$;
