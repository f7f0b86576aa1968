-- Puts a draft away that is over, or brings it back: archived.
create or replace function app_private.archive_draft(draft uuid, archived boolean, actor app_private.actor)
returns void
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = '2s'
as $$
declare
  done app_public.drafts := app_private.require_draft(draft, actor);
begin
  perform app_private.require_commissioner(actor, done.league_id);
  done := app_private.lock_draft(draft);
  if archived and done.state not in ('COMPLETED', 'CANCELLED') then
    perform app_private.refuse('DRAFT_NOT_OVER', jsonb_build_object('draftId', draft, 'state', done.state));
  elsif (done.archived_at is not null) = archived then
    return;
  end if;
  update app_public.drafts d set archived_at = case when archived then clock_timestamp() end where d.id = draft;
  perform app_private.audit(
    actor, 'DRAFT_ARCHIVED', done.league_id, draft, null, jsonb_build_object('archived', archived)
  );
end;
$$;
