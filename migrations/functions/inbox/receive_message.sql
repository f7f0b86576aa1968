-- Takes a message whose signature was checked; false: the source has sent that id before, and nothing happens. Refused while as many messages
-- of the source wait as may. What was handled is removed where the source has a thousand newer ones, now and then: nobody fills a disk. Ids are
-- kept for as long as a signature counts.
create or replace function app_private.receive_message(source uuid, message_id text, body jsonb)
returns boolean
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  most_waiting integer;
  most_handled constant integer := 1000;
  ids_count_for constant interval := '15 minutes';
  trimmed_one_in constant integer := 50;
begin
  if exists (
    select from app_public.inbox m where m.source_id = source and m.message_id = receive_message.message_id
  ) then
    return false;
  end if;
  select case when s.league_id is null then 10000 else 1000 end into most_waiting
  from app_public.sources s where s.id = source;
  if (
    select count(*) from (
      select from app_public.inbox m where m.source_id = source and m.state = 'WAITING' limit most_waiting
    ) as waiting
  ) >= most_waiting then
    perform app_private.refuse('TOO_MANY_MESSAGES', jsonb_build_object('most', most_waiting, 'seconds', 60));
  end if;
  insert into app_public.inbox (source_id, message_id, body)
  values (source, receive_message.message_id, receive_message.body)
  on conflict on constraint inbox_takes_a_message_once do nothing;
  if not found then
    return false;
  end if;
  if random() * trimmed_one_in < 1 then
    perform app_private.trim_inbox(source, most_handled, clock_timestamp() - ids_count_for);
  end if;
  return true;
end;
$$;
