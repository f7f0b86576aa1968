-- The versions of drafts, for who may watch them by the same rule as the policy on drafts: place by place, left out where
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
  join app_public.drafts d on d.id = asked.draft_id
  where d.visibility = 'PUBLIC'
    or asked.kind = 'OPERATOR'
    or exists (select from app_public.leagues l where l.id = d.league_id and l.commissioner_id = asked.user_id)
    or exists (select from app_public.teams t where t.league_id = d.league_id and t.manager_id = asked.user_id);
$$;
