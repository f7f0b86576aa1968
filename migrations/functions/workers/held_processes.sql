-- The numbers of the worker processes whose connections are there: each holds the lock on its own (see register_process).
create or replace function app_private.held_processes()
returns setof bigint
language sql
stable
set search_path = pg_catalog, pg_temp
as $$
  select lock.objid::bigint from pg_locks lock
  where lock.locktype = 'advisory' and lock.granted and lock.objsubid = 2
    and lock.classid::bigint = app_private.process_lock()
    and lock.database = (select own.oid from pg_database own where own.datname = current_database());
$$;
