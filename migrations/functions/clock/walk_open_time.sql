-- Goes through time from an instant until so much open time has passed, or until an instant, whichever comes first: the one place
-- that knows which time is open. Answers where it ended, and how much open time passed.
--
-- Instants are kept as times in UTC: a timestamptz and an interval of days would be added in the time zone of the session.
--
-- While the offset of the zone does not change, the instant of an edge is its wall time less the offset, and seven days hold as much
-- open time as any others. Both are used only where the offset is the same a day before and a day after what is counted, so that
-- no edge near a change is decided by them; no zone changes its offset twice within such a time.
create or replace function app_private.walk_open_time(
  at timestamptz,
  amount interval,
  until timestamptz,
  quiet app_private.quiet_hours
)
returns app_private.open_walk
language plpgsql
stable
as $$
declare
  day constant interval := '1 day';
  week constant interval := '7 days';
  windows constant integer := cardinality(quiet.closes);
  stop constant timestamp := until at time zone 'UTC';
  place timestamp := at at time zone 'UTC';
  remaining interval := amount;
  wall timestamp;
  shift interval;
  is_steady boolean;
  monday timestamp;
  i integer;
  closes timestamp;
  opens timestamp;
begin
  loop
    wall := place at time zone 'UTC' at time zone quiet.zone;
    shift := wall - place;
    is_steady := (place - day) at time zone 'UTC' at time zone quiet.zone - (place - day) = shift
      and (place + day) at time zone 'UTC' at time zone quiet.zone - (place + day) = shift;
    if is_steady and remaining > quiet.open_a_week and place + week < stop
      and (place + week + day) at time zone 'UTC' at time zone quiet.zone - (place + week + day) = shift
    then
      place := place + week;
      remaining := remaining - quiet.open_a_week;
      continue;
    end if;

    -- The first window that may end after this. After clocks were put back one can that has ended by the wall clock.
    if not is_steady then
      wall := wall - day;
    end if;
    monday := date_trunc('week', wall);
    i := 1;
    while i <= windows and monday + quiet.opens[i] <= wall loop
      i := i + 1;
    end loop;
    loop
      if i > windows then
        i := 1;
        monday := monday + week;
      end if;
      closes := monday + quiet.closes[i];
      opens := monday + quiet.opens[i];
      if is_steady
        and (opens - shift + day) at time zone 'UTC' at time zone quiet.zone - (opens - shift + day) = shift
      then
        closes := closes - shift;
        opens := opens - shift;
      else
        is_steady := false;
        closes := app_private.edge_instant(closes, quiet.zone, false);
        opens := app_private.edge_instant(opens, quiet.zone, true);
      end if;

      if least(closes, stop) > place then
        if remaining <= least(closes, stop) - place then
          return (((place + remaining) at time zone 'UTC'), amount)::app_private.open_walk;
        end if;
        remaining := remaining - (least(closes, stop) - place);
      end if;
      place := greatest(place, opens);
      if place >= stop or closes >= stop then
        return (until, amount - remaining)::app_private.open_walk;
      end if;
      i := i + 1;
      if not is_steady then
        shift := place at time zone 'UTC' at time zone quiet.zone - place;
        is_steady := (place - day) at time zone 'UTC' at time zone quiet.zone - (place - day) = shift
          and (place + day) at time zone 'UTC' at time zone quiet.zone - (place + day) = shift;
      end if;
      exit when is_steady and i > windows and remaining > quiet.open_a_week;
    end loop;
  end loop;
end;
$$;
