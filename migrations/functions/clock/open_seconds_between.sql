-- How many open seconds pass between two instants; none where the second is not after the first.
create or replace function app_private.open_seconds_between(
  from_at timestamptz,
  to_at timestamptz,
  quiet app_private.quiet_hours
)
returns double precision
language sql
stable
as $$
  select case
    when to_at > from_at then extract(
      epoch from (app_private.walk_open_time(from_at, interval '1000000 days', to_at, quiet)).passed
    )::double precision
    else 0
  end;
$$;
