-- Puts a cell of each of some locked drafts on the clock: with keep_on_clock the only way to a deadline. Sets the
-- alarms, and forgets what failed before: a clock that starts has failed at nothing yet. Place by place: the draft, its new version, the cell, when its clock
-- acts (see clock_for), the job of the alarm it has by now or null, whether the clock made the pick before it, and the other instants of
-- clock_for. rules is null where every draft is plain.
create or replace function app_private.put_on_clock(
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
  if rules is not null then
    perform app_private.put_on_clock_by_rules(
      drafts[place], versions[place], cells[place], deadlines[place], jobs[place], timed_out[place],
      put_on_clock.at, rules[place]
    )
    from generate_subscripts(drafts, 1) as place;
    return;
  end if;
  -- One alone, as after most picks: without the statements for many.
  if cardinality(drafts) = 1 then
    alarms := array[app_private.arm(drafts[1], jobs[1], deadlines[1])];
    update app_public.drafts d
    set state = 'IN_PROGRESS', opened_at = coalesce(d.opened_at, put_on_clock.at), current_pick = cells[1],
        next_deadline = deadlines[1], clock_ends_at = null, deadline = null, overtime_since = null,
        remaining = null, bank_before = null, version = versions[1], job_id = alarms[1],
        last_timeout_at = case when timed_out[1] then put_on_clock.at else d.last_timeout_at end,
        timeout_count = d.timeout_count + timed_out[1]::integer,
        attempt_count = 0, last_error = null, retry_at = null
    where d.id = drafts[1];
    return;
  end if;
  alarms := app_private.arm_all(drafts, jobs, deadlines);
  update app_public.drafts d
  set state = 'IN_PROGRESS', opened_at = coalesce(d.opened_at, put_on_clock.at), current_pick = placed.cell,
      next_deadline = placed.deadline, clock_ends_at = null, deadline = null, overtime_since = null,
      remaining = null, bank_before = null, version = placed.version, job_id = placed.alarm,
      last_timeout_at = case when placed.timed_out then put_on_clock.at else d.last_timeout_at end,
      timeout_count = d.timeout_count + placed.timed_out::integer,
      attempt_count = 0, last_error = null, retry_at = null
  from unnest(drafts, versions, cells, deadlines, alarms, timed_out)
    as placed (draft, version, cell, deadline, alarm, timed_out)
  where d.id = placed.draft;
end;
$$;
