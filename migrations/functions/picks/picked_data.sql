-- What the event of a pick tells, besides its deadline: what a board needs, and only what every viewer of the draft may see.
-- nextDeadline: the deadline by the name it had when only picks told it. The only place that lists these facts.
create or replace function app_private.picked_data(
  pick_number integer,
  round integer,
  slot integer,
  team_id uuid,
  player_id integer,
  source app_public.pick_source,
  strategy text,
  reason text,
  roster_waived boolean,
  next_pick integer,
  next_team_id uuid,
  next_deadline timestamptz
)
returns jsonb
language sql
stable
as $$
  select jsonb_build_object(
    'pickNumber', pick_number, 'round', round, 'slot', slot, 'teamId', team_id,
    'playerId', player_id, 'source', source, 'strategy', strategy, 'reason', reason,
    'rosterWaived', coalesce(roster_waived, false),
    'nextPickNumber', next_pick, 'nextTeamId', next_team_id, 'nextDeadline', next_deadline
  );
$$;
