-- Carries out the requests that hold at that time: pick, clock, alarm and event together. The drafts are
-- locked by the caller.
create or replace function app_private.write_picks(requests jsonb, at timestamptz, locked uuid[])
returns setof app_private.judged_pick
language plpgsql
as $$
declare
  judged app_private.judged_pick[];
  -- The picks that leave another cell to fill, and the alarms of their drafts, place by place.
  going_on app_private.judged_pick[];
  alarms bigint[];
begin
  judged := array(select j from app_private.judge_picks(requests, at, locked) as j order by j.ordinal);

  update app_public.picks cell
  set player_id = j.player_id, source = j.source, strategy = j.strategy, reason = j.reason,
      picked_by = j.picked_by, picked_at = at
  from unnest(judged) as j
  where j.outcome = 'picked' and cell.draft_id = j.draft_id and cell.pick_number = j.pick_number;

  going_on := array(select j from unnest(judged) as j where j.outcome = 'picked' and j.next_pick is not null);
  alarms := app_private.arm(
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
  from unnest(going_on) with ordinality as j (
    ordinal, draft_id, outcome, code, numbers, pick_number, round, slot, team_id, player_id, source, strategy,
    reason, picked_by, version, job_id, deadline, next_pick, next_team_id, next_deadline, picked_at, place
  )
  where d.id = j.draft_id;

  insert into app_public.draft_events (draft_id, version, at, kind, data)
  select
    j.draft_id, j.version, at, 'PICKED',
    jsonb_build_object(
      'pickNumber', j.pick_number, 'round', j.round, 'slot', j.slot, 'teamId', j.team_id,
      'playerId', j.player_id, 'source', j.source, 'strategy', j.strategy, 'reason', j.reason,
      'nextPickNumber', j.next_pick, 'nextTeamId', j.next_team_id, 'nextDeadline', j.next_deadline
    )
  from unnest(judged) as j
  where j.outcome = 'picked';

  perform app_private.complete_draft(j.draft_id, at, j.version + 1, j.source)
  from unnest(judged) as j
  where j.outcome = 'picked' and j.next_pick is null;

  return query select j.* from unnest(judged) as j;
end;
$$;
