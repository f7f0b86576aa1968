-- What becomes of a pick of the clock if it is carried out at that time. Changes nothing; what is on the clock after it is decided when it
-- is written. Picks of people: judge_manual.
--
-- request: {draftId, pickNumber, playerId, version, queueVersion, strategy, reason: what the choice was made on, and why,
--           privateReason: kept by apply_picks}
create or replace function app_private.judge_pick(request jsonb, at timestamptz)
returns app_private.judged_pick
language plpgsql
stable
as $$
declare
  drafted record;
  seat record;
  verdict text;
  judged app_private.judged_pick;
begin
  judged.draft_id := (request ->> 'draftId')::uuid;
  judged.pick_number := (request ->> 'pickNumber')::integer;
  judged.player_id := (request ->> 'playerId')::integer;
  judged.strategy := request ->> 'strategy';
  judged.reason := request ->> 'reason';
  judged.picked_at := at;

  -- Statements of one table each: their plans start many times faster than one that joins all of them.
  select d.id, d.pool_id, d.state, d.current_pick, d.due_at, d.version, d.job_id, d.next_deadline into drafted
  from app_public.drafts d where d.id = judged.draft_id;
  judged.version := drafted.version;
  judged.job_id := drafted.job_id;
  judged.deadline := drafted.next_deadline;
  select c.round, c.slot, c.team_id into judged.round, judged.slot, judged.team_id
  from app_public.picks c
  where c.draft_id = judged.draft_id and c.pick_number = judged.pick_number;
  select s.autopilot, s.queue_version, s.has_time_rules into seat
  from app_public.draft_slots s
  where s.draft_id = judged.draft_id and s.team_id = judged.team_id;
  judged.has_time_rules := seat.has_time_rules;
  judged.source := case when seat.autopilot then 'AUTOPILOT' else 'AUTO' end;

  verdict := case
    when drafted.id is null then 'DRAFT_NOT_FOUND'
    -- In overtime nothing is due.
    when drafted.state <> 'IN_PROGRESS' or drafted.due_at > at or drafted.due_at is null
      or judged.pick_number <> drafted.current_pick
      or drafted.version <> (request ->> 'version')::integer
      or seat.queue_version <> (request ->> 'queueVersion')::integer
      then 'STALE'
    else app_private.judge_player(judged.draft_id, drafted.pool_id, judged.team_id, judged.player_id, false)
  end;
  if verdict is null then
    judged.outcome := 'picked';
    judged.version := drafted.version + 1;
  elsif verdict = 'STALE' then
    judged.outcome := 'stale';
  else
    judged.outcome := 'refused';
    judged.code := verdict;
    judged.numbers := case when verdict = 'DRAFT_NOT_FOUND' then '{}' else
      app_private.refusal_numbers(judged, drafted.current_pick, drafted.state, at)
    end;
  end if;
  return judged;
end;
$$;
