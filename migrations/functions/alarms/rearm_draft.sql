-- Sets the alarm of a draft in progress anew, whatever became of its job. For operators.
create or replace function app_private.rearm_draft(draft uuid, actor app_private.actor)
returns void
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = '2s'
as $$
declare
  seen app_public.drafts;
begin
  perform app_private.require_operator(actor);
  select * into seen from app_public.drafts d where d.id = draft;
  if not found then
    perform app_private.refuse('DRAFT_NOT_FOUND');
  end if;
  if seen.state <> 'IN_PROGRESS' then
    perform app_private.refuse('DRAFT_NOT_IN_PROGRESS', jsonb_build_object('state', seen.state));
  end if;
  if app_private.rearm(array[draft]) = 0 then
    perform app_private.refuse('DRAFT_BUSY');
  end if;
  perform app_private.audit(actor, 'ALARM_SET_ANEW', seen.league_id, draft);
end;
$$;
