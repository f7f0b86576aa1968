-- What a rollback would undo, for who runs the league: one row, or the refusal that the rollback would meet. pick null: the last one.
create or replace function app_private.preview_rollback(draft uuid, pick integer, actor app_private.actor)
returns table (version integer, to_pick integer, undone jsonb)
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  seen constant app_public.drafts := app_private.require_draft(draft, actor);
  plan app_private.rollback;
begin
  perform app_private.require_commissioner(actor, seen.league_id);
  plan := app_private.plan_rollback(seen, pick);
  return query select seen.version, plan.to_pick, app_private.told_undone(draft, plan);
end;
$$;
