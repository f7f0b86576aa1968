-- Makes sure that a draft in progress has an alarm that can ring. The task calls it when its own draft was not
-- due: the job that is running is about to be deleted, and must not have been the only one.
create or replace function app_private.keep_alarm(draft uuid)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = '2s'
as $$
declare
  found_draft app_public.drafts;
  armed bigint;
begin
  select * into found_draft from app_public.drafts d where d.id = draft for no key update;
  if found_draft.state = 'IN_PROGRESS' then
    armed := app_private.arm(draft, found_draft.job_id, found_draft.due_at);
    if armed is distinct from found_draft.job_id then
      update app_public.drafts d set job_id = armed where d.id = draft;
    end if;
  end if;
end;
$$;
