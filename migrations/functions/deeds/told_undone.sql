-- What a rollback undoes, as its event tells it: [{pickNumber, teamId, playerId, wasSkipped, isSkipped}], by pick number. Asked before it.
create or replace function app_private.told_undone(draft uuid, plan app_private.rollback)
returns jsonb
language sql
stable
as $$
  select jsonb_agg(jsonb_build_object(
    'pickNumber', c.pick_number, 'teamId', c.team_id, 'playerId', c.player_id,
    'wasSkipped', c.skipped_at is not null, 'isSkipped', plan.keeps_skip
  ) order by c.pick_number)
  from app_public.picks c where c.draft_id = draft and c.pick_number = any (plan.cells);
$$;
