-- Creates a pool that never changes afterwards. players: [{rank, name, positions, proTeam, byeWeek, adp}]; positions are called by
-- their usual names. owner: whose it is; null: for everybody. Answers the pool's id.
create or replace function app_private.create_pool(name text, players jsonb, owner uuid default null)
returns uuid
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  most_positions constant integer := 31;
  pool uuid;
  -- The usual name of each position that is given, so that none is looked up for every player.
  usual_names constant jsonb := (
    select coalesce(jsonb_object_agg(given.name, app_private.plain_position(given.name)), '{}')
    from (
      select distinct p.position
      from jsonb_array_elements(players) as player
      cross join lateral jsonb_array_elements_text(player -> 'positions') as p (position)
    ) as given (name)
  );
  pool_positions constant text[] := array(select distinct u.name from jsonb_each_text(usual_names) as u (given, name) order by 1);
begin
  if cardinality(pool_positions) not between 1 and most_positions then
    perform app_private.refuse(
      'POOL_INVALID', jsonb_build_object('positions', cardinality(pool_positions), 'most', most_positions)
    );
  end if;
  insert into app_public.player_pools (name, positions, owner_id)
  values (create_pool.name, pool_positions, owner)
  returning id into pool;
  insert into app_public.players (pool_id, rank, name, positions, position_bits, pro_team, bye_week, adp, is_private)
  select
    pool, p.rank, p.name, plain.positions, plain.bits, p."proTeam", p."byeWeek", p.adp, owner is not null
  from jsonb_to_recordset(players) as p (
    rank integer, name text, positions text[], "proTeam" text, "byeWeek" integer, adp double precision
  )
  cross join lateral (
    select
      coalesce(array_agg(named.name order by named.place), '{}') as positions,
      coalesce(sum(1 << (array_position(pool_positions, named.name) - 1)), 0)::integer as bits
    from (
      select usual_names ->> listed.name as name, min(listed.place) as place
      from unnest(p.positions) with ordinality as listed (name, place)
      group by 1
    ) as named
  ) as plain
  order by p.rank;
  return pool;
end;
$$;
