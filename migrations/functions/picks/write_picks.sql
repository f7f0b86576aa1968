-- Carries out picks of several drafts as write_pick does one, with one statement for all of them: a third of the time
-- when they are many. No draft is among them twice.
create or replace function app_private.write_picks(judged app_private.judged_pick[], at timestamptz)
returns void
language plpgsql
volatile
as $$
declare
  -- The picks that leave another cell to fill, and the alarms of their drafts, place by place.
  going_on app_private.judged_pick[];
  alarms bigint[];
begin
  update app_public.picks cell
  set player_id = j.player_id, source = j.source, strategy = j.strategy, reason = j.reason,
      picked_by = j.picked_by, picked_at = at
  from unnest(judged) as j
  where cell.draft_id = j.draft_id and cell.pick_number = j.pick_number;

  insert into app_public.draft_events (draft_id, version, at, kind, data)
  select j.draft_id, j.version, at, 'PICKED', app_private.picked_data(j) from unnest(judged) as j;

  perform app_private.complete_draft(j.draft_id, at, j.version + 1, j.source)
  from unnest(judged) as j where j.next_pick is null;

  going_on := array(select j from unnest(judged) as j where j.next_pick is not null);
  alarms := app_private.arm_all(
    array(select j.draft_id from unnest(going_on) as j),
    array(select j.job_id from unnest(going_on) as j),
    array(select j.next_deadline from unnest(going_on) as j)
  );
  update app_public.drafts d
  set current_pick = j.next_pick, next_deadline = j.next_deadline, version = j.version,
      job_id = alarms[j.place],
      last_timeout_at = case when j.source = 'AUTO' then at else d.last_timeout_at end,
      timeout_count = d.timeout_count + (j.source = 'AUTO')::integer,
      attempt_count = 0, last_error = null, retry_at = null
  from unnest(
    array(select j.draft_id from unnest(going_on) as j),
    array(select j.version from unnest(going_on) as j),
    array(select j.source from unnest(going_on) as j),
    array(select j.next_pick from unnest(going_on) as j),
    array(select j.next_deadline from unnest(going_on) as j)
  ) with ordinality as j (draft_id, version, source, next_pick, next_deadline, place)
  where d.id = j.draft_id;
end;
$$;
