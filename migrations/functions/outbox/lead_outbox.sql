-- Takes the lead among the relays, where nobody has it: a lock of the session, which goes with it.
create or replace function app_private.lead_outbox()
returns boolean
language sql
volatile
set search_path = pg_catalog, pg_temp
as $$
  select pg_try_advisory_lock(app_private.endpoints_lock() + 1);
$$;
