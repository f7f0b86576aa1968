-- The key of the advisory lock between adding an endpoint and what begins a stream: whoever adds an endpoint holds it alone, so no
-- draft or league is made that neither sees the endpoint nor is seen by it.
create or replace function app_private.endpoints_lock()
returns bigint
language sql
immutable
parallel safe
as $$
  select 7310034862041::bigint;
$$;
