-- The version of a draft, for who may watch it by the same rule as the policy on drafts. Null: there is no such draft
-- for them.
create or replace function app_private.visible_version(draft uuid, actor app_private.actor)
returns integer
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
  select d.version
  from app_public.drafts d
  where d.id = draft
    and (
      d.visibility = 'PUBLIC'
      or (actor).kind = 'OPERATOR'
      or exists (select from app_public.leagues l where l.id = d.league_id and l.commissioner_id = (actor).user_id)
      or exists (select from app_public.teams t where t.league_id = d.league_id and t.manager_id = (actor).user_id)
    );
$$;
