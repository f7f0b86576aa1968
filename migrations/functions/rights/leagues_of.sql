-- The leagues that a person runs or plays in: the one rule of membership.
create or replace function app_private.leagues_of(person uuid)
returns setof uuid
language sql
stable
as $$
  select run.league_id from app_private.leagues_run_by(person) as run (league_id)
  union all
  select t.league_id from app_public.teams t where t.manager_id = person;
$$;
