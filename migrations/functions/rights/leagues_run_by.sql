-- The leagues that a person runs: the one rule of who does. A set, without settings of its own, so that whoever asks about one
-- league has it in the plan of that question.
create or replace function app_private.leagues_run_by(person uuid)
returns setof uuid
language sql
stable
as $$
  select l.id from app_public.leagues l where l.commissioner_id = person;
$$;
