-- The players of rankings, the most wanted first, for those who choose. Of one that is gone there is no row.
create or replace function app_private.read_rankings(rankings uuid[])
returns table (id uuid, version integer, player_ids integer[])
language sql
stable
set search_path = pg_catalog, pg_temp
as $$
  select r.id, r.version, r.player_ids from app_public.rankings r where r.id = any (rankings);
$$;
