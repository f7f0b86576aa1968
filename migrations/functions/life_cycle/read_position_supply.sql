-- How many players of a pool play exactly which positions: what decides whether it can fill the rosters of a draft. The pool is
-- named, or that of a draft is meant. No row for a pool that the actor may not see.
create or replace function app_private.read_position_supply(pool uuid, draft uuid, actor app_private.actor)
returns table (positions text[], players integer)
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
  select min(p.positions), count(*)::integer
  from app_public.players p
  where p.pool_id = coalesce(
    case when app_private.may_see_pool(pool, actor) then pool end,
    (select d.pool_id from app_public.drafts d where d.id = draft)
  )
  group by p.position_bits
  order by p.position_bits;
$$;
