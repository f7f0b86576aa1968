-- One choice of the clock, as apply_choices, which alone calls it, applies many: its statements are of one table each, whose plans start
-- several times faster than those for sets. The draft's row is locked here, unless another transaction holds it; waits: whether it is
-- waited for then.
--
-- In a draft with rules of time the choice needs no judgement either, unless they do more than sums (see picks_by_sums): that is for
-- apply_picks.
create or replace function app_private.apply_choice(
  place integer,
  draft uuid,
  version integer,
  pick integer,
  player integer,
  queue_version integer,
  strategy text,
  reason text,
  private_reason text,
  waits boolean
)
returns app_private.applied_choice
language plpgsql
volatile
as $$
declare
  answer app_private.applied_choice;
  judged app_private.judged_pick;
  pulse app_private.pulse;
  held record;
  seat record;
begin
  answer.place := place;
  if waits then
    select d.version, d.state, d.current_pick, d.due_at, d.next_deadline, d.next_pause_at, d.job_id into held
    from app_public.drafts d where d.id = draft for no key update;
  else
    select d.version, d.state, d.current_pick, d.due_at, d.next_deadline, d.next_pause_at, d.job_id into held
    from app_public.drafts d where d.id = draft for no key update skip locked;
  end if;
  answer.picked_at := clock_timestamp();
  if held.version is null then
    answer.outcome := case
      when exists (select from app_public.drafts d where d.id = draft) then 'skipped' else 'judge'
    end;
    return answer;
  end if;
  select c.round, c.slot, c.team_id, c.player_id, s.autopilot, s.queue_version, s.has_time_rules, s.misses into seat
  from app_public.picks c
  join app_public.draft_slots s on s.draft_id = c.draft_id and s.team_id = c.team_id
  where c.draft_id = draft and c.pick_number = pick;
  -- In overtime nothing is due.
  if held.version <> apply_choice.version or held.state <> 'IN_PROGRESS' or (held.due_at <= answer.picked_at) is not true
    or held.current_pick <> pick or seat.queue_version <> apply_choice.queue_version then
    answer.outcome := 'stale';
    return answer;
  end if;
  select * into pulse from app_private.pulse;
  if seat.team_id is null or seat.player_id is not null
    or seat.has_time_rules and not app_private.picks_by_sums(draft, pick, seat.misses, held.next_pause_at)
    or pulse.at < answer.picked_at - pulse.longest_silence
    or app_private.deadline_in_outage(held.next_deadline, pulse) then
    answer.outcome := 'judge';
    return answer;
  end if;
  judged.draft_id := draft;
  judged.outcome := 'picked';
  judged.pick_number := pick;
  judged.round := seat.round;
  judged.slot := seat.slot;
  judged.team_id := seat.team_id;
  judged.player_id := player;
  judged.source := case when seat.autopilot then 'AUTOPILOT' else 'AUTO' end;
  judged.strategy := strategy;
  judged.reason := reason;
  judged.version := held.version + 1;
  judged.job_id := held.job_id;
  judged.has_time_rules := seat.has_time_rules;
  judged := app_private.write_pick(judged, answer.picked_at);
  if private_reason is not null then
    perform app_private.keep_reasons(
      array[draft], array[pick], array[judged.team_id], array[private_reason], answer.picked_at
    );
  end if;
  answer.outcome := 'picked';
  answer.team_id := judged.team_id;
  answer.source := judged.source;
  answer.deadline := held.next_deadline;
  answer.next_pick := judged.next_pick;
  answer.next_deadline := judged.next_deadline;
  return answer;
end;
$$;
