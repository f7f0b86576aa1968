-- The leagues that the viewer runs or plays in. With the rights of its owner, so that the policies of those tables
-- can build on it without asking each other in circles.
create or replace function app_private.viewer_leagues()
returns setof uuid
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
  select distinct l.id from app_private.leagues_of(app_public.viewer_id()) as l (id);
$$;
