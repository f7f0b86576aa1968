-- The leagues that the viewer runs. With the rights of its owner, like viewer_leagues.
create or replace function app_private.viewer_runs()
returns setof uuid
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
  select l.id from app_public.leagues l where l.commissioner_id = app_public.viewer_id();
$$;
