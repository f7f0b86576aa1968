-- Sets whatever alarm a locked draft needs now: that of its clock, or that of its start. Whatever became of the job it
-- had (locked by a process that died, deleted, exhausted), afterwards one rings.
create or replace function app_private.set_alarm(draft app_public.drafts)
returns void
language plpgsql
volatile
as $$
declare
  armed bigint;
begin
  if draft.state = 'IN_PROGRESS' then
    -- In overtime nothing is due, and no alarm rings.
    if draft.due_at is null then
      perform app_private.disarm(draft.id);
    else
      armed := app_private.arm(draft.id, draft.job_id, draft.due_at);
    end if;
    if armed is distinct from draft.job_id then
      update app_public.drafts d set job_id = armed where d.id = draft.id;
    end if;
  elsif draft.state = 'SCHEDULED' and draft.starts_at is not null then
    perform app_private.arm_start(draft.id, draft.starts_at);
  end if;
end;
$$;
