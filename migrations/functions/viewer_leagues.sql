-- The leagues that the viewer runs or plays in. With the rights of its owner, so that the policies of those tables
-- can build on it without asking each other in circles.
create or replace function app_private.viewer_leagues()
returns setof uuid
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
  select l.id from app_public.leagues l where l.commissioner_id = app_public.viewer_id()
  union
  select t.league_id from app_public.teams t where t.manager_id = app_public.viewer_id();
$$;
