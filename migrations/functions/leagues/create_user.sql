-- Registers a person. Answers their id.
create or replace function app_private.create_user(name text)
returns uuid
language sql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $$
  insert into app_public.users (name) values (name) returning id;
$$;
