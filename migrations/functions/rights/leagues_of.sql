-- The leagues that a person runs or plays in: the one rule of membership.
create or replace function app_private.leagues_of(person uuid)
returns setof uuid
language sql
stable
as $$
  select l.id from app_public.leagues l where l.commissioner_id = person
  union all
  select t.league_id from app_public.teams t where t.manager_id = person;
$$;
