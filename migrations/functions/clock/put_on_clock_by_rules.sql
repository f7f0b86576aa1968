-- Puts a cell of a locked draft with rules of time on the clock: what put_on_clock, which alone calls it, does for one draft. A plain one
-- may be among those with rules; its other instants are null. The bank as it was when the cell came on the clock is kept as long as it is
-- the same cell, for a clock that begins anew.
create or replace function app_private.put_on_clock_by_rules(
  draft uuid,
  version integer,
  cell integer,
  deadline timestamptz,
  job bigint,
  timed_out boolean,
  at timestamptz,
  rules app_private.clock
)
returns void
language plpgsql
volatile
as $$
declare
  alarm constant bigint := app_private.arm(draft, job, coalesce(rules.due_at, put_on_clock_by_rules.deadline));
begin
  update app_public.drafts d
  set state = 'IN_PROGRESS', opened_at = coalesce(d.opened_at, put_on_clock_by_rules.at), current_pick = cell,
      next_deadline = put_on_clock_by_rules.deadline, clock_ends_at = rules.clock_ends_at, deadline = rules.deadline,
      overtime_since = null, remaining = null,
      bank_before = case
        when d.current_pick is distinct from cell or d.bank_before is null then rules.bank_seconds else d.bank_before
      end,
      version = put_on_clock_by_rules.version, job_id = alarm,
      last_timeout_at = case when timed_out then put_on_clock_by_rules.at else d.last_timeout_at end,
      timeout_count = d.timeout_count + timed_out::integer,
      attempt_count = 0, last_error = null, retry_at = null
  where d.id = draft;
end;
$$;
