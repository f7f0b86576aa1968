-- The events of a draft after a number, in order, at most so many; fewer where they are large, but for the first of them. A page is bounded by
-- what is stored (64 KiB), which nobody has to unpack to know it: an event of the settings may be a hundred times as large as that of a pick.
-- Whoever calls has checked who may see them.
create or replace function app_private.read_events(draft uuid, after_version integer, most integer)
returns setof app_public.draft_events
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
  select page.draft_id, page.version, page.at, page.kind, page.data
  from (
    select e.*, sum(pg_column_size(e.data)) over (order by e.version) - pg_column_size(e.data) as bytes_before
    from (
      select * from app_public.draft_events later
      where later.draft_id = draft and later.version > after_version
      order by later.version
      limit most
    ) as e
  ) as page
  where page.bytes_before < 65536
  order by page.version;
$$;
