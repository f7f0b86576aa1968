-- A pool: every position in the order of their bits, and the players, the best first.
create or replace function app_private.read_pool(pool uuid)
returns table (positions text[], players jsonb)
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
  select
    listed.positions,
    (
      select jsonb_agg(
        jsonb_build_object(
          'id', p.id, 'name', p.name, 'positions', p.positions, 'rank', p.rank, 'proTeam', p.pro_team,
          'byeWeek', p.bye_week
        )
        order by p.rank
      )
      from app_public.players p
      where p.pool_id = listed.id
    )
  from app_public.player_pools listed
  where listed.id = pool;
$$;
