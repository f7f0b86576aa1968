-- Refuses a pool that there is not.
create or replace function app_private.require_visible_pool(pool uuid, actor app_private.actor)
returns void
language plpgsql
stable
as $$
begin
  if not exists (select from app_public.player_pools p where p.id = pool) then
    perform app_private.refuse('POOL_NOT_FOUND', jsonb_build_object('poolId', pool));
  end if;
end;
$$;
