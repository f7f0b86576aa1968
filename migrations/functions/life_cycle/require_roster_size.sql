-- Refuses rosters that are larger than any league's: what a pick costs grows with them. As src/draft/roster_slots.ts has it. Asked where
-- slots are set, and not by a constraint: drafts that are larger were created before there was a bound, and go on.
create or replace function app_private.require_roster_size(roster_slots jsonb)
returns void
language plpgsql
immutable
as $$
declare
  most_slots constant integer := 40;
  most_seats constant integer := 200;
  most_positions constant integer := 31;
  slots constant integer := jsonb_array_length(roster_slots);
  seats integer;
  positions integer;
begin
  if slots > most_slots then
    perform app_private.refuse('ROSTER_TOO_LARGE', jsonb_build_object('slots', slots, 'most', most_slots));
  end if;
  select
    sum((slot ->> 'seats')::integer),
    max(case when jsonb_typeof(slot -> 'positions') = 'array' then jsonb_array_length(slot -> 'positions') end)
  into seats, positions
  from jsonb_array_elements(roster_slots) as slot;
  if seats > most_seats then
    perform app_private.refuse('ROSTER_TOO_LARGE', jsonb_build_object('seats', seats, 'most', most_seats));
  elsif positions > most_positions then
    perform app_private.refuse('ROSTER_TOO_LARGE', jsonb_build_object('positions', positions, 'most', most_positions));
  end if;
end;
$$;
