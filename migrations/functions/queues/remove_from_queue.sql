-- Takes a player off a team's queue; who is not on it is off it already. Answers the list.
create or replace function app_private.remove_from_queue(
  draft uuid,
  team uuid,
  player integer,
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
  return app_private.write_queue(draft, team, (actor).user_id, before, array_remove(before, player));
end;
$$;
