-- Puts the teams of locked drafts back on the clock, whose time ran out in an outage. judged: the picks that the clock
-- would have made; version and next_deadline are those of the event that tells of it instead.
create or replace function app_private.give_time_back(judged app_private.judged_pick[], at timestamptz)
returns void
language plpgsql
volatile
as $$
declare
  drafts constant uuid[] := array(select j.draft_id from unnest(judged) as j);
  deadlines constant timestamptz[] := array(select j.next_deadline from unnest(judged) as j);
  alarms constant bigint[] := app_private.arm_all(
    drafts, array(select j.job_id from unnest(judged) as j), deadlines
  );
begin
  insert into app_public.draft_events (draft_id, version, at, kind, data)
  select j.draft_id, j.version, at, 'TIME_RETURNED', jsonb_build_object(
      'pickNumber', j.pick_number, 'teamId', j.team_id, 'deadline', j.next_deadline,
      'seconds', extract(epoch from j.next_deadline - at)
    )
  from unnest(judged) as j;

  update app_public.drafts d
  set next_deadline = back.deadline, retry_at = null, version = d.version + 1, job_id = back.alarm
  from unnest(drafts, deadlines, alarms) as back (draft, deadline, alarm)
  where d.id = back.draft;
end;
$$;
