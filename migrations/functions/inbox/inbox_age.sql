-- For how many seconds the oldest message waits to be handled; 0: none waits. Looks at so many of them.
create or replace function app_private.inbox_age(most integer)
returns double precision
language sql
stable
set search_path = pg_catalog, pg_temp
as $$
  select coalesce(extract(epoch from clock_timestamp() - min(w.received_at))::double precision, 0)
  from (select m.received_at from app_public.inbox m where m.state = 'WAITING' limit most) as w;
$$;
