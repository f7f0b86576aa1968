-- Puts the next cell of each of some locked drafts on the clock that are in progress and stay so, as after every pick: put_on_clock
-- without the columns that cannot change then. An update that names the state fires the trigger that checks transitions, which
-- locks the old row first: 25 of 66 µs. Arguments as in put_on_clock, but all of the drafts are plain, or none of them.
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
  -- Nulls in a plain draft.
  clock constant app_private.clock := rules[1];
  alarm bigint;
  alarms bigint[];
begin
  -- One alone: without the statements for many.
  if cardinality(drafts) = 1 then
    alarm := app_private.arm(drafts[1], jobs[1], coalesce(clock.due_at, deadlines[1]));
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
  alarms := app_private.arm_all(
    drafts, jobs,
    case when rules is null then deadlines else array(select u.due_at from unnest(rules) as u) end
  );
  update app_public.drafts d
  set current_pick = placed.cell, next_deadline = placed.acts_at, clock_ends_at = placed.clock_ends_at,
      deadline = placed.deadline, overtime_since = null, bank_before = placed.bank_seconds,
      version = placed.version, job_id = placed.alarm,
      last_timeout_at = case when placed.timed_out then keep_on_clock.at else d.last_timeout_at end,
      timeout_count = d.timeout_count + placed.timed_out::integer,
      attempt_count = 0, last_error = null, retry_at = null
  from unnest(drafts, versions, cells, deadlines, alarms, timed_out, rules) as placed (
    draft, version, cell, acts_at, alarm, timed_out, clock_ends_at, deadline, due_at, quiet_until, bank_seconds
  )
  where d.id = placed.draft;
end;
$$;
