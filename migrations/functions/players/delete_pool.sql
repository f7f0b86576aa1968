-- Removes a pool that no draft was ever made with: of its owner, or any by an operator. Rankings of its players go with it.
create or replace function app_private.delete_pool(pool uuid, actor app_private.actor)
returns void
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = '2s'
as $$
begin
  perform app_private.require_signed_in(actor);
  perform app_private.require_visible_pool(pool, actor);
  -- Waits for who creates a draft with it; whoever does so afterwards finds no pool.
  perform from app_public.player_pools p
  where p.id = pool and ((actor).kind = 'OPERATOR' or p.owner_id = (actor).user_id)
  for update;
  if not found then
    perform app_private.refuse('NOT_YOUR_POOL', jsonb_build_object('poolId', pool));
  end if;
  if exists (select from app_public.drafts d where d.pool_id = pool) then
    perform app_private.refuse('POOL_IN_USE', jsonb_build_object('poolId', pool));
  end if;
  delete from app_public.player_pools p where p.id = pool;
end;
$$;
