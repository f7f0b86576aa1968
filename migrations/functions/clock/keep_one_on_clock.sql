-- Puts the next cell of one locked draft on the clock that is in progress and stays so: what keep_on_clock does for several, without
-- lists. clock: its instants where the draft has rules of time. Answers the job of its alarm.
create or replace function app_private.keep_one_on_clock(
  draft uuid,
  version integer,
  cell integer,
  deadline timestamptz,
  job bigint,
  timed_out boolean,
  at timestamptz,
  clock app_private.clock default null
)
returns bigint
language plpgsql
volatile
as $$
declare
  alarm constant bigint := app_private.arm(draft, job, coalesce(clock.due_at, deadline));
begin
  update app_public.drafts d
  set current_pick = cell, next_deadline = keep_one_on_clock.deadline, clock_ends_at = clock.clock_ends_at,
      deadline = clock.deadline, overtime_since = null, bank_before = clock.bank_seconds,
      version = keep_one_on_clock.version, job_id = alarm,
      last_timeout_at = case when timed_out then keep_one_on_clock.at else d.last_timeout_at end,
      timeout_count = d.timeout_count + timed_out::integer,
      attempt_count = 0, last_error = null, retry_at = null
  where d.id = draft;
  return alarm;
end;
$$;
