-- Makes sure that a draft in progress has an alarm that can ring, unless it waits in overtime. The task calls it when its own draft was not
-- due: the job that is running is about to be deleted, and must not have been the only one.
create or replace function app_private.keep_alarm(draft uuid)
returns void
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = '2s'
as $$
declare
  found_draft app_public.drafts;
begin
  select * into found_draft from app_public.drafts d where d.id = draft for no key update;
  if found_draft.state = 'IN_PROGRESS' then
    perform app_private.set_alarm(found_draft);
  end if;
end;
$$;
