-- Refuses who may not say how auto-picks are chosen for a team of a draft: asked before the options are judged.
create or replace function app_private.require_new_strategy(draft uuid, team uuid, actor app_private.actor)
returns void
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  perform app_private.require_seat(app_private.require_draft(draft, actor), team, actor, for_commissioner => true);
end;
$$;
