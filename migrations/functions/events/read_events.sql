-- The events of a draft after a number, in order, at most so many. Whoever calls has checked who may see them.
create or replace function app_private.read_events(draft uuid, after_version integer, most integer)
returns setof app_public.draft_events
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
  select e.* from app_public.draft_events e
  where e.draft_id = draft and e.version > after_version
  order by e.version
  limit most;
$$;
