-- When the quiet hours end that an instant is in; null where it is in none.
create or replace function app_private.quiet_until(at timestamptz, quiet app_private.quiet_hours)
returns timestamptz
language sql
stable
as $$
  -- The least open time there is begins when the quiet hours end.
  select nullif(
    (app_private.walk_open_time(quiet_until.at, interval '1 microsecond', 'infinity', quiet)).ends
      - interval '1 microsecond',
    quiet_until.at
  );
$$;
