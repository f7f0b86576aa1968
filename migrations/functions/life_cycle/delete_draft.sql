-- Removes a draft that was never opened. Who follows it is told that there is no such draft. Answers its league.
create or replace function app_private.delete_draft(draft uuid, actor app_private.actor)
returns uuid
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = '2s'
as $$
declare
  unwanted app_public.drafts := app_private.require_draft(draft, actor);
begin
  perform app_private.require_commissioner(actor, unwanted.league_id);
  unwanted := app_private.lock_draft(draft);
  if unwanted.opened_at is not null then
    perform app_private.refuse('DRAFT_WAS_OPENED', jsonb_build_object('draftId', draft, 'state', unwanted.state));
  end if;
  perform app_private.remove_draft(draft);
  perform app_private.append_league_events(
    unwanted.league_id, clock_timestamp(), 'DRAFT_DELETED', array[jsonb_build_object('draftId', draft)]
  );
  perform app_private.audit(
    actor, 'DRAFT_DELETED', unwanted.league_id, draft, null, jsonb_build_object('name', unwanted.name)
  );
  return unwanted.league_id;
end;
$$;
