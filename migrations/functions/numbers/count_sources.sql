-- Who made the picks that stand on the boards of the drafts that were opened in a period.
create or replace function app_private.count_sources(since timestamptz, until timestamptz, actor app_private.actor)
returns table (source app_public.pick_source, picks integer, share double precision)
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  perform app_private.require_period(since, until, actor);
  return query
  select made.source, count(*)::integer, count(*)::double precision / sum(count(*)) over ()
  from app_private.counted_drafts(since, until) as d
  join app_public.picks made on made.draft_id = d.id and made.player_id is not null
  group by made.source
  order by count(*) desc, made.source;
end;
$$;
