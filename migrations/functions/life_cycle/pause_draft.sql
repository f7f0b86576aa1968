-- Stops the clock and keeps the time left. Answers the draft's new version.
create or replace function app_private.pause_draft(draft uuid, actor app_private.actor, note text default null)
returns integer
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = '2s'
as $$
declare
  running app_public.drafts := app_private.begin_change(
    draft, actor, array['IN_PROGRESS']::app_public.draft_state[], 'PAUSED'
  );
begin
  if running.state = 'PAUSED' then
    return running.version;
  end if;
  perform app_private.stop_clock(running, clock_timestamp(), 'COMMISSIONER', note => note);
  perform app_private.audit(actor, 'DRAFT_PAUSED', running.league_id, draft, facts => app_private.noted('{}', note));
  return running.version + 1;
end;
$$;
