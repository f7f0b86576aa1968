-- Adds picks of the clock, and how many of them were late, to those of this hour; forgets hours of which nobody asks any more.
create or replace function app_private.note_picks(new_picks integer, new_late integer)
returns void
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  this_hour constant timestamptz := date_trunc('hour', clock_timestamp(), 'UTC');
  kept constant interval := '31 days';
begin
  insert into app_private.clock_hours as known (hour, picks, late)
  values (this_hour, new_picks, new_late)
  on conflict (hour) do update set picks = known.picks + excluded.picks, late = known.late + excluded.late;
  delete from app_private.clock_hours where hour < this_hour - kept;
end;
$$;
