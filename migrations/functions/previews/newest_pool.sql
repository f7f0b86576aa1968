-- The player pool that a preview drafts from where none is named: the newest one that is for all.
create or replace function app_private.newest_pool()
returns uuid
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
  select p.id from app_public.player_pools p where p.owner_id is null order by p.created_at desc, p.id desc limit 1;
$$;
