-- The players of a pool with these ids, who are to be kept. The pool is named, or that of a draft is meant.
create or replace function app_private.read_kept_players(pool uuid, draft uuid, players integer[])
returns table (id integer, name text, positions text[])
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
  select p.id, p.name, p.positions
  from app_public.players p
  where p.id = any (players)
    and p.pool_id = coalesce(pool, (select d.pool_id from app_public.drafts d where d.id = draft));
$$;
