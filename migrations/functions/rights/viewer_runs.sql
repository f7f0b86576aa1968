-- The leagues that the viewer runs. With the rights of its owner, like viewer_leagues.
create or replace function app_private.viewer_runs()
returns setof uuid
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
  select run.league_id from app_private.leagues_run_by(app_public.viewer_id()) as run (league_id);
$$;
