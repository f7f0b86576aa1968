-- A text as a UUID; null where it is none.
create or replace function app_private.uuid_or_null(text)
returns uuid
language sql
immutable
set search_path = pg_catalog, pg_temp
as $$
  select case when $1 ~* '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then $1::uuid end;
$$;
