-- The ten minutes with the most picks of the drafts that were opened in a period, the busiest first; picks that were undone later included.
create or replace function app_private.count_minutes(since timestamptz, until timestamptz, actor app_private.actor)
returns table (minute timestamptz, picks integer, drafts integer)
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  most constant integer := 10;
begin
  perform app_private.require_period(since, until, actor);
  return query
  select date_trunc('minute', e.at), count(*)::integer, count(distinct e.draft_id)::integer
  from app_private.counted_drafts(since, until) as d
  join app_public.draft_events e on e.draft_id = d.id and e.kind::text = 'PICKED'
  group by 1
  order by 2 desc, 1
  limit most;
end;
$$;
