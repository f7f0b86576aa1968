-- Drops dead letters of an endpoint: that one, or all (null). Answers how many.
create or replace function app_private.drop_dead_letters(endpoint uuid, dead_letter uuid, actor app_private.actor)
returns integer
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = '2s'
as $$
declare
  seen constant app_public.endpoints := app_private.require_endpoint(endpoint, actor);
  dropped integer;
begin
  delete from app_public.dead_letters l where l.endpoint_id = endpoint and (dead_letter is null or l.id = dead_letter);
  get diagnostics dropped = row_count;
  if dead_letter is not null and dropped = 0 then
    perform app_private.refuse('DEAD_LETTER_NOT_FOUND');
  end if;
  if dropped > 0 then
    perform app_private.audit_endpoint(actor, 'DEAD_LETTERS_DROPPED', seen);
  end if;
  return dropped;
end;
$$;
