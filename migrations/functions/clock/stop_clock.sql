-- Pauses a locked draft that is in progress and keeps the time left. cause: COMMISSIONER, FAILING or
-- NO_PLAYER_FITS; the attempts and the last error stay readable while a failing draft waits for somebody.
create or replace function app_private.stop_clock(
  running app_public.drafts,
  at timestamptz,
  cause text,
  attempts integer default 0,
  error text default null
)
returns void
language plpgsql
volatile
as $$
declare
  time_left constant interval := greatest(running.next_deadline - at, interval '0');
begin
  perform app_private.take_off_clock(running.id, 'PAUSED', running.version + 1, at, time_left, attempts, error);
  perform app_private.append_events(
    array[running.id], array[running.version + 1], at, 'PAUSED',
    array[jsonb_build_object(
      'pickNumber', running.current_pick,
      'remainingSeconds', extract(epoch from time_left),
      'cause', cause
    )]
  );
end;
$$;
