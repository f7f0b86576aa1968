-- Refuses a pool whose players the actor may say nothing new about: they are its owner's, or operators'.
create or replace function app_private.require_pool(pool uuid, actor app_private.actor)
returns void
language plpgsql
stable
as $$
begin
  perform app_private.require_signed_in(actor);
  perform app_private.require_visible_pool(pool, actor);
  if not exists (
    select from app_public.player_pools p
    where p.id = pool and ((actor).kind = 'OPERATOR' or p.owner_id = (actor).user_id)
  ) then
    perform app_private.refuse('NOT_YOUR_POOL', jsonb_build_object('poolId', pool));
  end if;
end;
$$;
