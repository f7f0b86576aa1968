-- Whether no quiet hour comes between an instant and a later one, so that time may be counted there without them; false where the second is
-- not later. That is asked for every clock, so it is one look at the windows where the offset of the zone does not change from a day before to
-- a day after: see walk_open_time, which is asked elsewhere.
create or replace function app_private.is_open_until(at timestamptz, until timestamptz, quiet app_private.quiet_hours)
returns boolean
language plpgsql
stable
as $$
declare
  -- In hours: a day would be added in the time zone of the session.
  day constant interval := '24 hours';
  lasts constant interval := until - at;
  wall constant timestamp := at at time zone quiet.zone;
  since_monday interval;
begin
  if wall - (at - day) at time zone quiet.zone = day and (until + day) at time zone quiet.zone - wall = lasts + day then
    since_monday := wall - date_trunc('week', wall);
    -- The first window that is not over by then, or else the first one of the next week.
    return lasts > '0' and since_monday + lasts <= coalesce(
      quiet.closes[width_bucket(since_monday, quiet.opens) + 1], quiet.closes[1] + interval '7 days'
    );
  end if;
  return lasts > '0' and (app_private.walk_open_time(at, interval '1000000 days', until, quiet)).passed = lasts;
end;
$$;
