-- What a refused pick is about, in numbers: what a client needs to tell why. may_waive: whether whoever asks may have the roster rule waived.
create or replace function app_private.refusal_numbers(
  judged app_private.judged_pick,
  current_pick integer,
  state app_public.draft_state,
  at timestamptz,
  may_waive boolean default false
)
returns jsonb
language sql
stable
as $$
  select jsonb_strip_nulls(jsonb_build_object(
    'draftId', judged.draft_id, 'pickNumber', judged.pick_number, 'currentPick', current_pick,
    'playerId', judged.player_id, 'teamId', judged.team_id, 'state', state,
    'deadline', judged.deadline, 'at', at, 'mayWaiveRoster', case when may_waive then true end
  ));
$$;
