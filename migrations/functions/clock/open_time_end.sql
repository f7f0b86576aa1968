-- When so many open seconds have passed since an instant. Zero that is reached exactly where a quiet window begins is reached there.
create or replace function app_private.open_time_end(
  at timestamptz,
  seconds double precision,
  quiet app_private.quiet_hours
)
returns timestamptz
language sql
stable
as $$
  select case
    when seconds <= 0 then open_time_end.at
    else (app_private.walk_open_time(open_time_end.at, make_interval(secs => seconds), 'infinity', quiet)).ends
  end;
$$;
