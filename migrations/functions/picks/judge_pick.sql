-- What becomes of a pick if it is carried out at that time. Changes nothing; what is on the clock after it is decided when it is
-- written.
--
-- request: {kind: MANUAL | AUTO, draftId, pickNumber, playerId,
--           actorKind, userId, waiveRoster, note       (manual: who asks, whether any player may be taken where nobody fits, and
--                                                       what they say to it, which apply_manual keeps),
--           version, queueVersion, strategy, reason,
--           privateReason                              (auto: what the choice was made on, and why; the last is kept by apply_picks)}
create or replace function app_private.judge_pick(request jsonb, at timestamptz)
returns app_private.judged_pick
language plpgsql
stable
as $$
declare
  is_manual constant boolean := request ->> 'kind' = 'MANUAL';
  asked_by constant uuid := (request ->> 'userId')::uuid;
  drafted record;
  cell record;
  seat record;
  is_taken boolean;
  is_manager boolean;
  may_act boolean;
  may_watch boolean := true;
  actor app_private.actor;
  -- Asked for by somebody who runs the league, and no free player fits.
  is_waived boolean := false;
  -- Refused, and somebody who runs the league could have it waived.
  may_waive boolean := false;
  candidate_bits integer;
  verdict text;
  judged app_private.judged_pick;
begin
  judged.draft_id := (request ->> 'draftId')::uuid;
  judged.pick_number := (request ->> 'pickNumber')::integer;
  judged.player_id := (request ->> 'playerId')::integer;
  judged.strategy := request ->> 'strategy';
  judged.reason := request ->> 'reason';
  judged.picked_by := asked_by;
  judged.picked_at := at;

  -- Statements of one table each: their plans start many times faster than one that joins all of them.
  select
    d.id, d.league_id, d.pool_id, d.state, d.opened_at, d.current_pick, d.next_deadline, d.due_at,
    d.version, d.job_id, d.last_error, d.next_pause_at
  into drafted
  from app_public.drafts d where d.id = judged.draft_id;
  judged.version := drafted.version;
  judged.job_id := drafted.job_id;
  judged.deadline := drafted.next_deadline;

  select c.pick_number, c.round, c.slot, c.team_id, c.player_id, c.picked_by, c.picked_at, c.skipped_at, c.is_forfeited
  into cell
  from app_public.picks c
  where c.draft_id = judged.draft_id and c.pick_number = judged.pick_number;
  judged.round := cell.round;
  judged.slot := cell.slot;
  judged.team_id := cell.team_id;
  select s.autopilot, s.queue_version, s.has_time_rules into seat
  from app_public.draft_slots s
  where s.draft_id = judged.draft_id and s.team_id = cell.team_id;
  judged.has_time_rules := seat.has_time_rules;

  if is_manual then
    judged.makes_up := cell.skipped_at is not null and judged.pick_number <> drafted.current_pick;
    select team.manager_id = asked_by into is_manager from app_public.teams team where team.id = cell.team_id;
    actor := row(request ->> 'actorKind', asked_by);
    may_act := is_manager is true or app_private.may_run(actor, drafted.league_id);
    if not may_act then
      may_watch := exists (select from app_private.may_watch(judged.draft_id, actor));
    end if;
    judged.source := case when is_manager then 'MANUAL' else 'COMMISSIONER' end;
    -- "is true": what follows an unknown is still asked for.
    if (request ->> 'waiveRoster')::boolean is true
      and (judged.pick_number = drafted.current_pick or judged.makes_up)
      and app_private.may_run(actor, drafted.league_id) then
      is_waived := not app_private.somebody_fits(judged.draft_id, judged.team_id);
    end if;
    verdict := case
      when drafted.id is null or not may_watch then 'DRAFT_NOT_FOUND'
      when asked_by is null and request ->> 'actorKind' = 'USER' then 'NOT_SIGNED_IN'
      when drafted.opened_at is null then 'DRAFT_NOT_IN_PROGRESS'
      when cell.pick_number is null then 'PICK_NOT_FOUND'
      when not may_act then 'NOT_YOUR_TEAM'
      when cell.player_id = judged.player_id and cell.picked_by = asked_by then 'REPEATED'
      when cell.player_id is not null then 'PICK_ALREADY_MADE'
      when cell.is_forfeited then 'PICK_FORFEITED'
      when drafted.state <> 'IN_PROGRESS' and not (
        is_waived and drafted.state = 'PAUSED' and app_private.failed_as_nobody_fits(drafted.last_error)
      ) then 'DRAFT_NOT_IN_PROGRESS'
      -- A pause that was planned holds from its time on, however late its alarm rings.
      when drafted.next_pause_at <= at then 'DRAFT_NOT_IN_PROGRESS'
      when judged.pick_number <> drafted.current_pick and not judged.makes_up then 'PICK_NOT_ON_CLOCK'
      when judged.has_time_rules and app_private.is_refused_as_quiet(judged, at) then 'QUIET_HOURS'
      when judged.makes_up then null
      when at > drafted.next_deadline and not is_waived
        and not app_private.deadline_excused(drafted.next_deadline, at) then 'DEADLINE_PASSED'
    end;
  else
    judged.source := case when seat.autopilot then 'AUTOPILOT' else 'AUTO' end;
    verdict := case
      when drafted.id is null then 'DRAFT_NOT_FOUND'
      -- In overtime nothing is due.
      when drafted.state <> 'IN_PROGRESS' or drafted.due_at > at or drafted.due_at is null
        or judged.pick_number <> drafted.current_pick
        or drafted.version <> (request ->> 'version')::integer
        or seat.queue_version <> (request ->> 'queueVersion')::integer
        then 'STALE'
    end;
  end if;

  if verdict is null then
    select player.position_bits into candidate_bits
    from app_public.players player
    where player.id = judged.player_id and player.pool_id = drafted.pool_id;
    select true into is_taken
    from app_public.picks taken
    where taken.draft_id = judged.draft_id and taken.player_id = judged.player_id;
    verdict := case
      when candidate_bits is null then 'PLAYER_NOT_IN_POOL'
      when is_taken then 'PLAYER_TAKEN'
      when is_waived then null
      -- Also where the player fits: what has no effect is not accepted as if it had.
      when (request ->> 'waiveRoster')::boolean is true and app_private.may_run(actor, drafted.league_id)
        then 'ROSTER_RULE_HOLDS'
      when (request ->> 'waiveRoster')::boolean is true then 'NOT_COMMISSIONER'
      when not app_private.fits(judged.draft_id, judged.team_id, candidate_bits) then 'PLAYER_DOES_NOT_FIT'
    end;
  end if;
  -- Asked for only where a pick is refused for it.
  if is_manual and judged.pick_number = drafted.current_pick and (
    verdict = 'PLAYER_DOES_NOT_FIT'
    or verdict = 'DRAFT_NOT_IN_PROGRESS' and drafted.state = 'PAUSED' and app_private.failed_as_nobody_fits(drafted.last_error)
  ) and app_private.may_run(actor, drafted.league_id) then
    may_waive := not app_private.somebody_fits(judged.draft_id, judged.team_id);
  end if;

  if verdict is null then
    judged.outcome := 'picked';
    judged.roster_waived := is_waived;
    judged.version := drafted.version + 1;
  elsif verdict = 'REPEATED' then
    judged.outcome := 'repeated';
    judged.picked_at := cell.picked_at;
  elsif verdict = 'STALE' then
    judged.outcome := 'stale';
  else
    judged.outcome := 'refused';
    judged.code := verdict;
    -- Of a draft that the actor may not watch nothing is told, as of one that there is not.
    judged.numbers := '{}';
    if verdict <> 'DRAFT_NOT_FOUND' then
      judged.numbers := jsonb_strip_nulls(jsonb_build_object(
        'draftId', judged.draft_id, 'pickNumber', judged.pick_number, 'currentPick', drafted.current_pick,
        'playerId', judged.player_id, 'teamId', judged.team_id, 'state', drafted.state,
        'deadline', drafted.next_deadline, 'at', at, 'mayWaiveRoster', case when may_waive then true end
      ));
    end if;
  end if;
  return judged;
end;
$$;
