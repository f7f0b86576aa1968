-- Notes that the pick on the clock could not be made. The draft is tried again after a pause that doubles each
-- time, with jitter; after so many attempts it is paused, with an event that says so. A failure of a version
-- that is over is nothing. error: what happened; a refusal of ours begins with its code.
create or replace function app_private.record_failure(draft uuid, seen_version integer, error text)
returns table (attempt_count integer, retry_at timestamptz, paused boolean, version integer)
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = '2s'
as $$
declare
  -- No free player fits the roster: more attempts find the same, once it was read anew for a second one.
  nobody_fits constant boolean := app_private.failed_as_nobody_fits(error);
  most_attempts constant integer := case when nobody_fits then 2 else 8 end;
  first_pause constant interval := '500 milliseconds';
  failing app_public.drafts;
  at timestamptz;
  armed bigint;
begin
  failing := app_private.lock_draft(draft);
  at := clock_timestamp();
  if failing.state <> 'IN_PROGRESS' or failing.version <> seen_version then
    return;
  end if;
  -- Whom to take does not matter where the rules of time take nobody: the clock acts as if somebody had been found.
  if nobody_fits and app_private.act_without_choice(failing, at) then
    select d.version, d.attempt_count, d.state = 'PAUSED' into strict version, attempt_count, paused
    from app_public.drafts d where d.id = draft;
    return next;
    return;
  end if;
  attempt_count := failing.attempt_count + 1;
  paused := attempt_count >= most_attempts;
  version := failing.version + paused::integer;
  if paused then
    perform app_private.stop_clock(
      failing, at, case when nobody_fits then 'NO_PLAYER_FITS' else 'FAILING' end, attempt_count, error
    );
  else
    retry_at := at + first_pause * power(2, attempt_count - 1) * (0.75 + random() / 2);
    armed := app_private.arm(draft, failing.job_id, retry_at);
    update app_public.drafts d
    set attempt_count = record_failure.attempt_count, last_error = error, retry_at = record_failure.retry_at,
        job_id = armed
    where d.id = draft;
  end if;
  return next;
end;
$$;
