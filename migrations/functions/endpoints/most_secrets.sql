-- How many secrets of an endpoint, or of a source, are good at once: the newest ones. A message is signed with each of them, or compared with each.
create or replace function app_private.most_secrets()
returns integer
language sql
immutable
set search_path = pg_catalog, pg_temp
as $$
  select 5;
$$;
