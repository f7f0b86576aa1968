-- Refuses a pool that the actor may not see as one that there is not.
create or replace function app_private.require_visible_pool(pool uuid, actor app_private.actor)
returns void
language plpgsql
stable
as $$
begin
  if not app_private.may_see_pool(pool, actor) then
    perform app_private.refuse('POOL_NOT_FOUND', jsonb_build_object('poolId', pool));
  end if;
end;
$$;
