-- A pool, for an actor who may change what is new of its players: an operator.
create or replace function app_private.require_pool(pool uuid, actor app_private.actor)
returns app_public.player_pools
language plpgsql
stable
as $$
declare
  seen app_public.player_pools;
begin
  select * into seen from app_public.player_pools p where p.id = pool;
  if not found then
    perform app_private.refuse('POOL_NOT_FOUND', jsonb_build_object('poolId', pool));
  end if;
  perform app_private.require_operator(actor);
  return seen;
end;
$$;
