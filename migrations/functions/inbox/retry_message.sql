-- Lets a message that was set aside be handled once more. Answers its source.
create or replace function app_private.retry_message(message uuid, actor app_private.actor)
returns uuid
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = '2s'
as $$
declare
  kept app_public.inbox;
begin
  perform app_private.require_signed_in(actor);
  select * into kept from app_public.inbox m where m.id = message;
  if not found then
    perform app_private.refuse('SOURCE_NOT_FOUND');
  end if;
  perform app_private.require_source(kept.source_id, actor);
  update app_public.inbox m set state = 'WAITING', reason = null, handled_at = null, leased_until = null
  where m.id = message and m.state = 'SET_ASIDE';
  perform app_private.add_inbox_jobs(array[kept.league_id]);
  return kept.source_id;
end;
$$;
