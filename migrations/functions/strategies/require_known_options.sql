-- Refuses options of a strategy that name what is not there, and so would have no effect: positions that nobody in the pool plays, players of
-- no pool or of another one, a ranking that is not the manager's for this pool. caps, never and ranking mean the same for every strategy;
-- plan is that of position_plan. Whatever has another shape is src/strategy's to judge. manager null: of a league, whose ranking is not asked for.
create or replace function app_private.require_known_options(pool uuid, manager uuid, strategy text, options jsonb)
returns void
language plpgsql
stable
as $$
declare
  pool_positions constant text[] := (
    select array(select app_private.plain_position(p.name) from unnest(listed.positions) as p (name))
    from app_public.player_pools listed where listed.id = pool
  );
  problem text;
begin
  select format('%s: nobody in the pool plays "%s"; it has %s', named.option, named.position, array_to_string(pool_positions, ', '))
  into problem
  from (
    select 'plan' as option, planned #>> '{}' as position
    from jsonb_path_query(options, 'strict $.plan[*][*] ? (@.type() == "string")', silent => true) as planned
    where strategy = 'position_plan'
    union all
    select 'caps', capped ->> 'key'
    from jsonb_path_query(options, 'strict $.caps.keyvalue()', silent => true) as capped
  ) as named
  where app_private.plain_position(named.position) <> all (pool_positions)
  limit 1;

  if problem is null then
    select format('never: the pool has no player %s', unwanted.id) into problem
    from (
      select listed #>> '{}' as id
      from jsonb_path_query(options, 'strict $.never[*] ? (@.type() == "number" || @.type() == "string")', silent => true) as listed
    ) as unwanted
    where not exists (
      select from app_public.players p
      where p.id = case when unwanted.id ~ '^\d{1,18}$' then unwanted.id::bigint end and p.pool_id = pool
    )
    limit 1;
  end if;

  if problem is null and options ->> 'ranking' is not null and not exists (
    select from app_public.rankings r
    where r.owner_id = manager and r.pool_id = pool and r.id::text = options ->> 'ranking'
  ) then
    problem := format('ranking: the team''s manager has no ranking %s of this pool', options ->> 'ranking');
  end if;

  if problem is not null then
    perform app_private.refuse('STRATEGY_OPTIONS_INVALID', jsonb_build_object('strategy', strategy, 'problem', problem));
  end if;
end;
$$;
