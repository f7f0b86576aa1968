-- The league of an endpoint (null: it is of all leagues), and who runs it. No row: there is no such endpoint.
create or replace function app_private.endpoint_owner(endpoint uuid)
returns table (league_id uuid, commissioner_id uuid)
language sql
stable
set search_path = pg_catalog, pg_temp
as $$
  select e.league_id, l.commissioner_id
  from app_public.endpoints e left join app_public.leagues l on l.id = e.league_id
  where e.id = endpoint;
$$;
