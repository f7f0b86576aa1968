-- A list with a player at a place, from 1, wherever the player was before; null and whatever is beyond the end: at the end.
create or replace function app_private.placed(list integer[], player integer, place integer)
returns integer[]
language plpgsql
immutable
as $$
declare
  others constant integer[] := array_remove(list, player);
  beyond constant integer := cardinality(others) + 1;
  at constant integer := least(greatest(coalesce(place, beyond), 1), beyond);
begin
  return others[:at - 1] || player || others[at:];
end;
$$;
