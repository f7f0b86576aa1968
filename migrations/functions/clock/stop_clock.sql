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
  perform app_private.disarm(running.id);
  update app_public.drafts d
  set state = 'PAUSED', remaining = time_left, next_deadline = null, job_id = null, retry_at = null,
      attempt_count = attempts, last_error = error, version = running.version + 1
  where d.id = running.id;
  perform app_private.append_event(
    running.id, running.version + 1, at, 'PAUSED',
    jsonb_build_object(
      'pickNumber', running.current_pick,
      'remainingSeconds', extract(epoch from time_left),
      'cause', cause
    )
  );
end;
$$;
