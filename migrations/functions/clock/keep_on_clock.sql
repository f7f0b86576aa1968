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
  alarms bigint[];
begin
  -- One alone: without the statements for many.
  if cardinality(drafts) = 1 then
    perform app_private.keep_one_on_clock(drafts[1], versions[1], cells[1], deadlines[1], jobs[1], timed_out[1], at, rules[1]);
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
