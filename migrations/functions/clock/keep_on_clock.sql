-- Puts the next cell of each of some locked drafts on the clock that are in progress and stay so, as after every pick: put_on_clock
-- without the columns that cannot change then. An update that names the state fires the trigger that checks transitions, which
-- locks the old row first: 25 of 66 µs. Arguments as in put_on_clock; a draft with rules of time comes alone.
create or replace function app_private.keep_on_clock(
  drafts uuid[],
  versions integer[],
  cells integer[],
  deadlines timestamptz[],
  jobs bigint[],
  timed_out boolean[],
  at timestamptz,
  rules app_private.clock[] default null
)
returns void
language plpgsql
volatile
as $$
declare
  alarm bigint;
  alarms bigint[];
  clock app_private.clock;
begin
  if rules is not null then
    clock := rules[1];
    alarm := app_private.arm(drafts[1], jobs[1], clock.due_at);
    update app_public.drafts d
    set current_pick = cells[1], next_deadline = deadlines[1], clock_ends_at = clock.clock_ends_at,
        deadline = clock.deadline, overtime_since = null, bank_before = clock.bank_seconds,
        version = versions[1], job_id = alarm,
        last_timeout_at = case when timed_out[1] then keep_on_clock.at else d.last_timeout_at end,
        timeout_count = d.timeout_count + timed_out[1]::integer,
        attempt_count = 0, last_error = null, retry_at = null
    where d.id = drafts[1];
    return;
  end if;
  -- One alone: without the statements for many.
  if cardinality(drafts) = 1 then
    alarm := app_private.keep_plain_on_clock(drafts[1], versions[1], cells[1], deadlines[1], jobs[1], timed_out[1], at);
    return;
  end if;
  alarms := app_private.arm_all(drafts, jobs, deadlines);
  update app_public.drafts d
  set current_pick = placed.cell, next_deadline = placed.deadline, version = placed.version, job_id = placed.alarm,
      last_timeout_at = case when placed.timed_out then keep_on_clock.at else d.last_timeout_at end,
      timeout_count = d.timeout_count + placed.timed_out::integer,
      attempt_count = 0, last_error = null, retry_at = null
  from unnest(drafts, versions, cells, deadlines, alarms, timed_out)
    as placed (draft, version, cell, deadline, alarm, timed_out)
  where d.id = placed.draft;
end;
$$;
