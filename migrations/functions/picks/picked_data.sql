-- What the event of a pick tells, besides its deadline: what a board needs, and only what every viewer of the draft may see.
-- nextDeadline: the deadline by the name it had when only picks told it.
create or replace function app_private.picked_data(judged app_private.judged_pick)
returns jsonb
language sql
stable
as $$
  select jsonb_build_object(
    'pickNumber', judged.pick_number, 'round', judged.round, 'slot', judged.slot, 'teamId', judged.team_id,
    'playerId', judged.player_id, 'source', judged.source, 'strategy', judged.strategy, 'reason', judged.reason,
    'rosterWaived', coalesce(judged.roster_waived, false),
    'nextPickNumber', judged.next_pick, 'nextTeamId', judged.next_team_id,
    'nextDeadline', coalesce((judged.next_rules).deadline, judged.next_deadline)
  );
$$;
