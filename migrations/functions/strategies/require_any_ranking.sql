-- Refuses options of a league's strategy that name a ranking which nobody has of the pool, and so would have no effect. It may be of somebody
-- who manages no team yet: a ranking is one person's, and of the teams of a league it counts for theirs.
create or replace function app_private.require_any_ranking(pool uuid, strategy text, options jsonb)
returns void
language plpgsql
stable
as $$
begin
  if options ->> 'ranking' is not null
    and not exists (
      select from app_public.rankings r where r.pool_id = pool and r.id::text = options ->> 'ranking'
    )
  then
    perform app_private.refuse('STRATEGY_OPTIONS_INVALID', jsonb_build_object(
      'strategy', strategy, 'problem', format('ranking: nobody has a ranking %s of this pool', options ->> 'ranking')
    ));
  end if;
end;
$$;
