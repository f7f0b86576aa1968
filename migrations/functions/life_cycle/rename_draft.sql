-- Gives a draft another name. Answers the draft's version: a new one, with an event, where the name is another.
create or replace function app_private.rename_draft(draft uuid, name text, actor app_private.actor)
returns integer
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = '2s'
as $$
declare
  changing app_public.drafts := app_private.require_draft(draft, actor);
begin
  perform app_private.require_commissioner(actor, changing.league_id);
  perform app_private.require_plain_name(name);
  changing := app_private.lock_draft(draft);
  if changing.name is not distinct from rename_draft.name then
    return changing.version;
  end if;
  update app_public.drafts d set name = rename_draft.name, version = changing.version + 1 where d.id = draft;
  perform app_private.append_events(
    array[draft], array[changing.version + 1], clock_timestamp(), 'RENAMED',
    array[jsonb_build_object(
      'name', rename_draft.name, 'formerName', changing.name,
      'nextDeadline', coalesce(changing.deadline, changing.next_deadline)
    )]
  );
  perform app_private.audit(
    actor, 'DRAFT_RENAMED', changing.league_id, draft, null,
    jsonb_build_object('name', rename_draft.name, 'formerName', changing.name)
  );
  return changing.version + 1;
end;
$$;
