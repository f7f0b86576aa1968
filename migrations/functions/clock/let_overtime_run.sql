-- Leaves the team of a locked draft on the clock that ran out: no deadline and no alarm from then on, but for a planned pause. The pick is
-- taken whenever it comes. A team that waits has failed at nothing.
create or replace function app_private.let_overtime_run(
  running app_public.drafts,
  judged app_private.judged_pick,
  at timestamptz
)
returns void
language plpgsql
volatile
as $$
declare
  alarm bigint;
begin
  if running.next_pause_at is null then
    perform app_private.disarm(running.id);
  else
    alarm := app_private.arm(running.id, running.job_id, running.next_pause_at);
  end if;
  update app_public.drafts d
  set next_deadline = null, clock_ends_at = null, deadline = null, overtime_since = let_overtime_run.at,
      version = judged.version, job_id = alarm, attempt_count = 0, last_error = null, retry_at = null
  where d.id = running.id;
  perform app_private.append_events(
    array[running.id], array[judged.version], at, 'CLOCK_RAN_OUT',
    array[jsonb_build_object('pickNumber', judged.pick_number, 'teamId', judged.team_id) || judged.settled]
  );
end;
$$;
