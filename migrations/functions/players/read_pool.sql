-- A pool: every position in the order of their bits, and the players, the best first, with what is new of them.
create or replace function app_private.read_pool(pool uuid)
returns table (positions text[], status_version integer, players jsonb)
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
  select
    listed.positions,
    listed.status_version,
    (
      select jsonb_agg(
        jsonb_build_object(
          'id', p.id, 'name', p.name, 'positions', p.positions, 'rank', p.rank,
          'proTeam', coalesce(known.pro_team, p.pro_team), 'byeWeek', p.bye_week, 'adp', coalesce(known.adp, p.adp),
          'status', coalesce(known.status, 'ACTIVE')
        )
        order by p.rank
      )
      from app_public.players p
      left join app_public.player_statuses known on known.player_id = p.id
      where p.pool_id = listed.id
    )
  from app_public.player_pools listed
  where listed.id = pool;
$$;
