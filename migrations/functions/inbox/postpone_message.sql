-- A message could not be handled now: it waits for half as long as it has waited, at least for a second and at most for a minute. Those behind
-- it wait too.
create or replace function app_private.postpone_message(message uuid)
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  at constant timestamptz := clock_timestamp();
begin
  update app_public.inbox m
  set leased_until = at + least(greatest((at - m.received_at) / 2, interval '1 second'), interval '1 minute')
  where m.id = message and m.state = 'WAITING';
end;
$$;
