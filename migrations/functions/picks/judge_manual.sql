-- What becomes of a pick that a person asks for, if it is carried out at that time. Changes nothing; what is on the clock after it is decided
-- when it is written. waive_roster: whether any player may be taken where no free one fits.
create or replace function app_private.judge_manual(
  draft uuid,
  pick_number integer,
  player integer,
  waive_roster boolean,
  asks app_private.actor,
  at timestamptz
)
returns app_private.judged_pick
language plpgsql
stable
as $$
declare
  league uuid;
  pool uuid;
  state app_public.draft_state;
  opened_at timestamptz;
  current_pick integer;
  last_error text;
  next_pause_at timestamptz;
  found_cell integer;
  made_player integer;
  made_by uuid;
  made_at timestamptz;
  is_forfeited boolean;
  is_manager boolean;
  may_act boolean;
  may_watch boolean;
  -- Asked for by somebody who runs the league, and no free player fits.
  is_waived boolean;
  -- Refused, and somebody who runs the league could have it waived.
  may_waive boolean;
  verdict text;
  judged app_private.judged_pick;
begin
  -- Statements of one table each: their plans start many times faster than one that joins all of them. An expression of its own costs
  -- nearly as much as a look into an index, since each is made ready anew in each transaction: so what is read goes where it is needed.
  select
    d.id, judge_manual.pick_number, judge_manual.player, (asks).user_id, judge_manual.at, false,
    d.version, d.job_id, d.next_deadline, d.league_id, d.pool_id, d.state, d.opened_at, d.current_pick, d.last_error,
    d.next_pause_at
  into
    judged.draft_id, judged.pick_number, judged.player_id, judged.picked_by, judged.picked_at, judged.roster_waived,
    judged.version, judged.job_id, judged.deadline, league, pool, state, opened_at, current_pick, last_error,
    next_pause_at
  from app_public.drafts d where d.id = draft;
  select
    c.pick_number, c.round, c.slot, c.team_id, c.player_id, c.picked_by, c.picked_at, c.is_forfeited,
    c.skipped_at is not null and c.pick_number <> current_pick
  into
    found_cell, judged.round, judged.slot, judged.team_id, made_player, made_by, made_at, is_forfeited,
    judged.makes_up
  from app_public.picks c where c.draft_id = draft and c.pick_number = judge_manual.pick_number;
  select s.has_time_rules into judged.has_time_rules
  from app_public.draft_slots s where s.draft_id = draft and s.team_id = judged.team_id;
  select
    team.manager_id = (asks).user_id,
    case
      when team.manager_id = (asks).user_id then 'MANUAL'::app_public.pick_source else 'COMMISSIONER'::app_public.pick_source
    end
  into is_manager, judged.source
  from app_public.teams team where team.id = judged.team_id;

  may_act := is_manager is true or app_private.may_run(asks, league);
  if not may_act then
    may_watch := exists (select from app_private.may_watch(draft, asks));
  end if;
  -- "is true": what follows an unknown is still asked for.
  if waive_roster is true and (pick_number = current_pick or judged.makes_up) and app_private.may_run(asks, league) then
    is_waived := not app_private.somebody_fits(draft, judged.team_id);
  end if;
  verdict := case
    when judged.draft_id is null or not may_watch then 'DRAFT_NOT_FOUND'
    when (asks).user_id is null and (asks).kind = 'USER' then 'NOT_SIGNED_IN'
    when opened_at is null then 'DRAFT_NOT_IN_PROGRESS'
    when found_cell is null then 'PICK_NOT_FOUND'
    when not may_act then 'NOT_YOUR_TEAM'
    when made_player = player and made_by = (asks).user_id then 'REPEATED'
    when made_player is not null then 'PICK_ALREADY_MADE'
    when is_forfeited then 'PICK_FORFEITED'
    when state <> 'IN_PROGRESS' and not (
      is_waived is true and state = 'PAUSED' and app_private.failed_as_nobody_fits(last_error)
    ) then 'DRAFT_NOT_IN_PROGRESS'
    -- A pause that was planned holds from its time on, however late its alarm rings.
    when next_pause_at <= at then 'DRAFT_NOT_IN_PROGRESS'
    when pick_number <> current_pick and not judged.makes_up then 'PICK_NOT_ON_CLOCK'
    when judged.has_time_rules and app_private.is_refused_as_quiet(judged, at) then 'QUIET_HOURS'
    when judged.makes_up then null
    when at > judged.deadline and is_waived is not true
      and not app_private.deadline_excused(judged.deadline, at) then 'DEADLINE_PASSED'
  end;
  if verdict is null then
    verdict := app_private.judge_player(draft, pool, judged.team_id, player, waive_roster is true);
    if waive_roster is true and verdict is null then
      verdict := case
        when is_waived then null
        -- Also where the player fits: what has no effect is not accepted as if it had.
        when app_private.may_run(asks, league) then 'ROSTER_RULE_HOLDS'
        else 'NOT_COMMISSIONER'
      end;
    end if;
  end if;

  if verdict is null then
    judged.outcome := 'picked';
    judged.version := judged.version + 1;
    if is_waived then
      judged.roster_waived := true;
    end if;
    return judged;
  elsif verdict = 'REPEATED' then
    judged.outcome := 'repeated';
    judged.picked_at := made_at;
    return judged;
  end if;
  judged.outcome := 'refused';
  judged.code := verdict;
  -- Of a draft that the actor may not watch nothing is told, as of one that there is not.
  judged.numbers := '{}';
  if verdict <> 'DRAFT_NOT_FOUND' then
    -- Asked for only where a pick is refused for it.
    if pick_number = current_pick and (
      verdict = 'PLAYER_DOES_NOT_FIT'
      or verdict = 'DRAFT_NOT_IN_PROGRESS' and state = 'PAUSED' and app_private.failed_as_nobody_fits(last_error)
    ) and app_private.may_run(asks, league) then
      may_waive := not app_private.somebody_fits(draft, judged.team_id);
    end if;
    judged.numbers := app_private.refusal_numbers(judged, current_pick, state, at, may_waive);
  end if;
  return judged;
end;
$$;
