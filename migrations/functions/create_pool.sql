-- Creates a pool that never changes afterwards. players: [{rank, name, positions, proTeam, byeWeek}]. Answers
-- the pool's id.
create or replace function app_private.create_pool(name text, players jsonb)
returns uuid
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  most_positions constant integer := 31;
  pool uuid;
  pool_positions text[] := array(
    select distinct p.position
    from jsonb_array_elements(players) as player
    cross join lateral jsonb_array_elements_text(player -> 'positions') as p (position)
    order by p.position
  );
begin
  if cardinality(pool_positions) not between 1 and most_positions then
    perform app_private.refuse(
      'POOL_INVALID', jsonb_build_object('positions', cardinality(pool_positions), 'most', most_positions)
    );
  end if;
  insert into app_public.player_pools (name, positions)
  values (create_pool.name, pool_positions)
  returning id into pool;
  insert into app_public.players (pool_id, rank, name, positions, position_bits, pro_team, bye_week)
  select
    pool, p.rank, p.name, p.positions,
    (
      select sum(1 << (array_position(pool_positions, distinct_position) - 1))
      from (select distinct unnest(p.positions)) as d (distinct_position)
    ),
    p."proTeam", p."byeWeek"
  from jsonb_to_recordset(players) as p (
    rank integer, name text, positions text[], "proTeam" text, "byeWeek" integer
  )
  order by p.rank;
  return pool;
end;
$$;
