-- What a strategy needs to pick now for the team on the clock (see read_contexts), for who runs the league: of queues, that of this team
-- alone. It stays inside the service: nobody is answered it. No row where the draft is not in progress.
create or replace function app_private.read_for_force(draft uuid, actor app_private.actor)
returns setof app_private.draft_context
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  seen constant app_public.drafts := app_private.require_draft(draft, actor);
begin
  perform app_private.require_commissioner(actor, seen.league_id);
  return query select c.* from app_private.read_contexts(array[draft], false, also_paused => false) as c;
end;
$$;
