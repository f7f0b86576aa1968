-- The league of a team, or else of a draft; null: there is no such one.
create or replace function app_private.league_of(team uuid, draft uuid)
returns uuid
language sql
stable
set search_path = pg_catalog, pg_temp
as $$
  select coalesce(
    (select t.league_id from app_public.teams t where t.id = team),
    (select d.league_id from app_public.drafts d where d.id = draft)
  );
$$;
