-- The players of a ranking of the manager who is on the clock, the most wanted first, for a pick that who runs the league has made now (see
-- read_for_force). Of any other ranking: none.
create or replace function app_private.read_ranking_on_clock(draft uuid, ranking uuid, actor app_private.actor)
returns integer[]
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  seen constant app_public.drafts := app_private.require_draft(draft, actor);
begin
  perform app_private.require_commissioner(actor, seen.league_id);
  return coalesce(
    (
      select r.player_ids
      from app_public.rankings r
      join app_public.teams team on team.manager_id = r.owner_id
      where r.id = ranking and team.id = (app_private.cell_on_clock(seen)).team_id
    ),
    '{}'
  );
end;
$$;
