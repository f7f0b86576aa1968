-- The namespace of the advisory locks on the numbers of worker processes.
create or replace function app_private.process_lock()
returns integer
language sql
immutable
parallel safe
as $$
  select 1685218932;
$$;
