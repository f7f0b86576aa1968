-- Begins the clock of the pick on the clock anew: its whole pick clock, by the settings as they are now, and the bank as it was when the
-- pick came on the clock. Where a paused draft has all of that, nothing changes. seen_version: see lock_on_clock. Answers the draft's
-- version.
create or replace function app_private.reset_clock(
  draft uuid,
  seen_version integer,
  actor app_private.actor,
  note text default null
)
returns integer
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = '2s'
as $$
declare
  running constant app_public.drafts := app_private.lock_on_clock(draft, actor, seen_version);
  at constant timestamptz := clock_timestamp();
  cell constant app_public.picks := app_private.cell_on_clock(running);
  version integer;
begin
  if app_private.is_clock_whole(running, cell) then
    return running.version;
  end if;
  delete from app_private.earlier_settings e where e.draft_id = running.id;
  update app_public.draft_slots seat set bank_seconds = running.bank_before
  where seat.draft_id = running.id and seat.team_id = cell.team_id and running.bank_before is not null;
  version := app_private.restart_clock(running, cell, at, null, 'CLOCK_RESET', app_private.noted('{}', note));
  perform app_private.audit(
    actor, 'CLOCK_RESET', running.league_id, draft, cell.team_id,
    app_private.noted(jsonb_build_object('pickNumber', cell.pick_number), note)
  );
  return version;
end;
$$;
