-- Whether the actor may know of a pool: it is for everybody, or theirs, or they may watch a draft with it. The policy on player_pools is
-- the same rule for reads.
create or replace function app_private.may_see_pool(pool uuid, actor app_private.actor)
returns boolean
language sql
stable
as $$
  select exists (
    select from app_public.player_pools p
    where p.id = pool and (
      p.owner_id is null
      or p.owner_id = (actor).user_id
      or (actor).kind in ('OPERATOR', 'CLOCK')
      or exists (
        select from app_public.drafts d cross join lateral app_private.may_watch(d.id, actor) as watched
        where d.pool_id = p.id
      )
    )
  );
$$;
