-- Creates a pool for the actor, or for_all, which only operators may. players: as create_pool takes them. Answers its id.
create or replace function app_private.create_own_pool(
  name text,
  players jsonb,
  for_all boolean,
  actor app_private.actor
)
returns uuid
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = '2s'
as $$
declare
  most_players constant integer := 5000;
  owner uuid;
begin
  perform app_private.require_new_pool(for_all, actor);
  if not for_all then
    owner := app_private.lock_person(actor);
    -- Again: of several at once, each counts those before it.
    perform app_private.require_new_pool(for_all, actor);
  end if;
  if jsonb_array_length(players) not between 1 and most_players then
    perform app_private.refuse(
      'POOL_INVALID', jsonb_build_object('players', jsonb_array_length(players), 'most', most_players)
    );
  end if;
  return app_private.create_pool(name, players, owner);
end;
$$;
