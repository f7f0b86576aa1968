-- The versions of drafts, for who may watch them: place by place, left out where
-- there is no such draft for them. Whoever follows many asks again and again, so it is one statement for all.
create or replace function app_private.visible_versions(drafts uuid[], kinds text[], users uuid[])
returns table (place bigint, version integer, at timestamptz)
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan
set jit = off
as $$
  select asked.place, d.version, clock_timestamp()
  from unnest(drafts, kinds, users) with ordinality as asked (draft_id, kind, user_id, place)
  cross join lateral app_private.may_watch(
    asked.draft_id, row(asked.kind, asked.user_id)::app_private.actor
  ) as d;
$$;
