-- Ends a draft that is not over. Answers the draft's new version.
create or replace function app_private.cancel_draft(draft uuid, actor app_private.actor, note text default null)
returns integer
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = '2s'
as $$
declare
  unwanted app_public.drafts := app_private.begin_change(
    draft, actor, array['SCHEDULED', 'IN_PROGRESS', 'PAUSED']::app_public.draft_state[], 'CANCELLED'
  );
  at constant timestamptz := clock_timestamp();
begin
  if unwanted.state = 'CANCELLED' then
    return unwanted.version;
  end if;
  perform graphile_worker.remove_job(app_private.start_key(draft));
  perform app_private.take_off_clock(draft, 'CANCELLED', unwanted.version + 1, at);
  perform app_private.append_events(
    array[draft], array[unwanted.version + 1], at, 'CANCELLED', array[app_private.noted('{}', note)]
  );
  perform app_private.audit(actor, 'DRAFT_CANCELLED', unwanted.league_id, draft, facts => app_private.noted('{}', note));
  return unwanted.version + 1;
end;
$$;
