-- Takes a message whose signature was checked; false: the source has sent that id before, and nothing happens.
create or replace function app_private.receive_message(source uuid, message_id text, body jsonb)
returns boolean
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  insert into app_public.inbox (source_id, message_id, body)
  values (source, receive_message.message_id, receive_message.body)
  on conflict on constraint inbox_takes_a_message_once do nothing;
  return found;
end;
$$;
