-- The instant of an edge of a quiet window, as a time in UTC. wall: a time on the wall clock of the zone. One that does not exist,
-- since clocks were put forward over it, is the first instant after the gap. Of one that exists twice, since clocks were put back, a
-- window begins at the first and ends at the second.
create or replace function app_private.edge_instant(wall timestamp, zone text, is_end boolean)
returns timestamp
language plpgsql
stable
as $$
declare
  -- PostgreSQL takes the second of two, and counts on over a gap with the offset before it.
  second constant timestamp := wall at time zone zone at time zone 'UTC';
  shown constant timestamp := second at time zone 'UTC' at time zone zone;
  offset_before constant interval := (second - interval '1 day') at time zone 'UTC' at time zone zone
    - (second - interval '1 day');
  first constant timestamp := wall - offset_before;
  before timestamp;
  after timestamp := second;
  middle timestamp;
begin
  if shown = wall then
    if not is_end and first < second and first at time zone 'UTC' at time zone zone = wall then
      return first;
    end if;
    return second;
  end if;
  before := second - (shown - wall);
  while after - before > interval '1 second' loop
    middle := date_trunc('second', before + (after - before) / 2);
    if middle at time zone 'UTC' at time zone zone < wall then
      before := middle;
    else
      after := middle;
    end if;
  end loop;
  return after;
end;
$$;
