-- Replaces a team's queue. players: ids, the most wanted first; players drafted meanwhile may stay. Answers the list.
create or replace function app_private.set_queue(
  draft uuid,
  team uuid,
  players integer[],
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
  offender integer;
begin
  select listed.player into offender from unnest(players) as listed (player) group by 1 having count(*) > 1;
  if found then
    perform app_private.refuse('PLAYER_LISTED_TWICE', jsonb_build_object('playerId', offender));
  end if;
  return app_private.write_queue(draft, team, (actor).user_id, before, players);
end;
$$;
