-- The player pools that a preview of so many picks may draft from where none is named, those for all: the newest first that have a player for
-- each pick, at most as many as "most". Where none has that many, the largest: its preview is refused with both numbers.
-- players: how many there are, and no more than the picks.
create or replace function app_private.pools_for_preview(picks integer, most integer)
returns table (pool_id uuid, players integer)
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
  select p.id, counted.players
  from
    app_public.player_pools p
    cross join lateral (
      select count(*)::integer as players
      from (select from app_public.players pl where pl.pool_id = p.id limit pools_for_preview.picks) as enough
    ) as counted
  where p.owner_id is null
  order by counted.players desc, p.created_at desc, p.id desc
  limit most;
$$;
