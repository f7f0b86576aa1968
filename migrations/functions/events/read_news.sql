-- The events of many drafts, of each those after a number, in order, at most so many of each; fewer where they are large, as read_events does
-- (1 MiB of each draft). Whoever calls has checked who may see them.
create or replace function app_private.read_news(drafts uuid[], seen integer[], most integer)
returns setof app_public.draft_events
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
-- A look-up by key for each draft: no statistic may turn them into a scan of all events.
set enable_hashjoin = off
set enable_mergejoin = off
set enable_seqscan = off
set enable_bitmapscan = off
set plan_cache_mode = force_generic_plan
set jit = off
as $$
  select page.draft_id, page.version, page.at, page.kind, page.data
  from unnest(drafts, seen) as watched (draft_id, version)
  cross join lateral (
    select e.*, sum(pg_column_size(e.data)) over (order by e.version) - pg_column_size(e.data) as bytes_before
    from (
      select * from app_public.draft_events newer
      where newer.draft_id = watched.draft_id and newer.version > watched.version
      order by newer.version
      limit most
    ) as e
  ) as page
  where page.bytes_before < 1048576;
$$;
