-- Refuses a pool that may not be drafted from in a league: one of somebody else which that league never drafted from.
create or replace function app_private.require_usable_pool(pool uuid, league uuid, actor app_private.actor)
returns void
language plpgsql
stable
as $$
begin
  perform app_private.require_visible_pool(pool, actor);
  if (actor).kind = 'USER'
    and not exists (
      select from app_public.player_pools p
      where p.id = pool and (p.owner_id is null or p.owner_id = (actor).user_id)
    )
    and not exists (select from app_public.drafts d where d.pool_id = pool and d.league_id = league)
  then
    perform app_private.refuse('NOT_YOUR_POOL', jsonb_build_object('poolId', pool));
  end if;
end;
$$;
