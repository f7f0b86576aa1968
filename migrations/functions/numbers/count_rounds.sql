-- How long managers took for their picks, and how far from the ADP of the players, or their rank in the pool where no ADP is known, by round,
-- in the drafts that were opened in a period. Only picks of managers count; of the time, only those whose clock ran from its beginning without
-- an interruption.
create or replace function app_private.count_rounds(since timestamptz, until timestamptz, actor app_private.actor)
returns table (
  round integer,
  picks integer,
  timed_picks integer,
  median_seconds double precision,
  p90_seconds double precision,
  median_reach double precision,
  near_rank_share double precision
)
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  near constant integer := 12;
  -- Whatever puts a pick on the clock, or changes its clock.
  of_clocks constant text[] := array[
    'OPENED', 'PICKED', 'SKIPPED', 'PAUSED', 'RESUMED', 'TIME_RETURNED', 'TIME_ADDED', 'CLOCK_RESET', 'CLOCK_RAN_OUT',
    'ROLLED_BACK', 'PICKS_TRADED'
  ];
begin
  perform app_private.require_period(since, until, actor);
  return query
  with counted as materialized (
    select d.id from app_private.counted_drafts(since, until) as d
  ),
  clocks as (
    select
      e.kind::text as kind, e.at as picked, e.data,
      lag(e.kind::text) over draft as kind_before, lag(e.at) over draft as began, lag(e.data) over draft as data_before
    from app_public.draft_events e
    where e.draft_id in (select c.id from counted c) and e.kind::text = any (of_clocks)
    window draft as (partition by e.draft_id order by e.version)
  ),
  timed as (
    select (c.data ->> 'round')::integer as round, extract(epoch from c.picked - c.began)::double precision as seconds
    from clocks c
    where c.kind = 'PICKED' and c.data ->> 'source' = 'MANUAL'
      and c.data ->> 'pickNumber' = case c.kind_before
        when 'OPENED' then c.data_before ->> 'pickNumber'
        when 'PICKED' then c.data_before ->> 'nextPickNumber'
        when 'SKIPPED' then c.data_before ->> 'nextPickNumber'
      end
  ),
  times as (
    select
      t.round, count(*)::integer as picks,
      percentile_cont(0.5) within group (order by t.seconds) as median,
      percentile_cont(0.9) within group (order by t.seconds) as p90
    from timed t
    group by t.round
  ),
  reaches as (
    select
      reach.round, count(*)::integer as picks,
      percentile_cont(0.5) within group (order by reach.places) as median,
      avg((abs(reach.places) <= near)::integer)::double precision as near_share
    from (
      select made.round, coalesce(known.adp, player.adp, player.rank) - made.pick_number as places
      from counted c
      join app_public.picks made on made.draft_id = c.id and made.player_id is not null and made.source::text = 'MANUAL'
      join app_public.players player on player.id = made.player_id
      left join app_public.player_statuses known on known.player_id = player.id
    ) as reach
    group by reach.round
  )
  select r.round, r.picks, coalesce(t.picks, 0), t.median, t.p90, r.median, r.near_share
  from reaches r
  left join times t on t.round = r.round
  order by r.round;
end;
$$;
