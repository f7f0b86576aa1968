-- Notes that a message is done, or why it is set aside.
create or replace function app_private.settle_message(message uuid, reason text)
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
begin
  update app_public.inbox m
  set state = case when settle_message.reason is null then 'DONE' else 'SET_ASIDE' end::app_public.inbox_state,
      reason = left(settle_message.reason, 500),
      handled_at = clock_timestamp()
  where m.id = message and m.state = 'WAITING';
end;
$$;
