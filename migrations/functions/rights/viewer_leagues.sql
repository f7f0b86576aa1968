-- The leagues that the viewer runs or plays in, as leagues_of says. With the rights of its owner, so that the policies of those tables
-- can build on it without asking each other in circles. Of the teams that somebody has in a league one is looked at: whoever runs a league may
-- give any of them to anybody, and each read of that person would pay for all.
create or replace function app_private.viewer_leagues()
returns setof uuid
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
  with recursive playing (league_id) as (
    (
      select t.league_id from app_public.teams t where t.manager_id = app_public.viewer_id()
      order by t.league_id
      limit 1
    )
    union all
    select (
      select t.league_id from app_public.teams t
      where t.manager_id = app_public.viewer_id() and t.league_id > playing.league_id
      order by t.league_id
      limit 1
    )
    from playing
    where playing.league_id is not null
  )
  select run.league_id from app_private.leagues_run_by(app_public.viewer_id()) as run (league_id)
  union
  select playing.league_id from playing where playing.league_id is not null;
$$;
