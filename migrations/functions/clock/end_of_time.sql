-- When so many seconds have passed that begin at an instant: of open time where there are quiet hours (see draft_settings.quiet_hours).
create or replace function app_private.end_of_time(at timestamptz, seconds double precision, quiet app_private.quiet_hours)
returns timestamptz
language sql
stable
as $$
  select case
    when seconds <= 0 then at
    when quiet is null then at + make_interval(secs => seconds)
    else app_private.open_time_end(at, seconds, quiet)
  end;
$$;
