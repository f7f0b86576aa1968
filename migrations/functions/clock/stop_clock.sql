-- Pauses a locked draft that is in progress and keeps the time left of the pick clock, in open time; the bank is charged with what was
-- used of it. cause: COMMISSIONER, SCHEDULED, FAILING or NO_PLAYER_FITS; the attempts and the last error stay readable while a failing draft
-- waits for somebody. counted_to: the instant up to which the clock ran, where that is not the time of the pause: a planned pause stops
-- the clock when it was planned for, however late its alarm rings. note: that of somebody who pauses it.
create or replace function app_private.stop_clock(
  running app_public.drafts,
  at timestamptz,
  cause text,
  attempts integer default 0,
  error text default null,
  counted_to timestamptz default null,
  note text default null
)
returns void
language plpgsql
volatile
as $$
declare
  until constant timestamptz := coalesce(counted_to, at);
  bank_left constant double precision := app_private.charge_bank(running, until);
  seconds_left constant double precision := app_private.seconds_left(running, until);
begin
  perform app_private.take_off_clock(
    running.id, 'PAUSED', running.version + 1, at, seconds_left * interval '1 second', attempts, error
  );
  perform app_private.append_events(
    array[running.id], array[running.version + 1], at, 'PAUSED',
    array[app_private.noted(
      jsonb_build_object(
        'pickNumber', running.current_pick, 'teamId', (app_private.cell_on_clock(running)).team_id,
        'remainingSeconds', seconds_left, 'cause', cause
      ) || case when bank_left is null then '{}' else jsonb_build_object('bankSeconds', bank_left) end,
      note
    )]
  );
end;
$$;
