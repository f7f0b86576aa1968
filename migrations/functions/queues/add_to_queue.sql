-- Puts a player on a team's queue, at a place or (null) at its end. Who is on it already goes to that place, or stays where
-- they are: the same request again changes nothing. Answers the list.
create or replace function app_private.add_to_queue(
  draft uuid,
  team uuid,
  player integer,
  place integer,
  actor app_private.actor
)
returns integer[]
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = '2s'
as $$
declare
  before constant integer[] := app_private.lock_queue(draft, team, actor);
begin
  if place is null and player = any (before) then
    return before;
  end if;
  return app_private.write_queue(
    draft, team, (actor).user_id, before, app_private.placed(before, player, place)
  );
end;
$$;
