-- Moves a player of a team's queue to another place, from 1; beyond the end: to the end. Answers the list.
create or replace function app_private.move_in_queue(
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
  if player <> all (before) then
    perform app_private.refuse('PLAYER_NOT_IN_QUEUE', jsonb_build_object('playerId', player));
  end if;
  return app_private.write_queue(
    draft, team, (actor).user_id, before, app_private.placed(before, player, place)
  );
end;
$$;
