-- The player pool that a preview of so many picks drafts from where none is named: the newest one for all that has a player for each
-- pick. Where none has that many, the newest: its preview is refused with both numbers.
create or replace function app_private.newest_pool(picks integer)
returns uuid
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
  select p.id
  from app_public.player_pools p
  where p.owner_id is null
  order by
    picks <= (
      select count(*) from (select from app_public.players pl where pl.pool_id = p.id limit newest_pool.picks) as enough
    ) desc,
    p.created_at desc, p.id desc
  limit 1;
$$;
