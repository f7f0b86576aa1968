-- What became of the drafts that were opened in a period, and what was mended in them. One row; what each means: docs/numbers.md.
create or replace function app_private.count_drafts(since timestamptz, until timestamptz, actor app_private.actor)
returns table (
  opened integer,
  completed integer,
  running integer,
  cancelled integer,
  abandoned integer,
  rolled_back_drafts integer,
  rollbacks integer,
  undone_picks integer,
  corrections integer,
  clocks_run_out integer,
  autopilots_after_misses integer
)
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  abandoned_after constant interval := '7 days';
  at constant timestamptz := clock_timestamp();
begin
  perform app_private.require_period(since, until, actor);
  return query
  with counted as materialized (
    select d.id, d.state::text as state from app_private.counted_drafts(since, until) as d
  ),
  -- Kinds as texts: a migration may add one in the transaction that runs this for the first time.
  told as materialized (
    select e.draft_id, e.at as told_at, e.kind::text as kind, e.data from app_public.draft_events e
    where e.draft_id in (select c.id from counted c)
  ),
  ends as (
    select
      c.id, c.state,
      c.state = 'CANCELLED' or (
        c.state in ('IN_PROGRESS', 'PAUSED') and max(t.told_at) < at - abandoned_after
      ) as is_abandoned
    from counted c join told t on t.draft_id = c.id
    group by c.id, c.state
  ),
  happened as (
    select
      count(distinct t.draft_id) filter (where t.kind = 'ROLLED_BACK') as drafts,
      count(*) filter (where t.kind = 'ROLLED_BACK') as rollbacks,
      coalesce(sum(jsonb_array_length(t.data -> 'undone')) filter (where t.kind = 'ROLLED_BACK'), 0) as undone,
      count(*) filter (where t.kind in ('PICK_CORRECTED', 'PICKS_SWAPPED')) as corrections,
      count(*) filter (
        where t.kind = 'CLOCK_RAN_OUT' or (t.kind = 'PICKED' and t.data ->> 'source' = 'AUTO')
          or (t.kind = 'SKIPPED' and t.data ->> 'cause' = 'CLOCK')
      ) as run_out,
      count(*) filter (where t.kind = 'AUTOPILOT_CHANGED' and t.data ->> 'cause' = 'MISSES') as misses
    from told t
  )
  select
    (select count(*)::integer from ends e),
    (select count(*)::integer from ends e where e.state = 'COMPLETED'),
    (select count(*)::integer from ends e where e.state in ('IN_PROGRESS', 'PAUSED') and not e.is_abandoned),
    (select count(*)::integer from ends e where e.state = 'CANCELLED'),
    (select count(*)::integer from ends e where e.is_abandoned),
    h.drafts::integer, h.rollbacks::integer, h.undone::integer, h.corrections::integer, h.run_out::integer, h.misses::integer
  from happened h;
end;
$$;
