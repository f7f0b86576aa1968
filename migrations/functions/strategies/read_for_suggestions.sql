-- What a strategy needs to suggest whom a team should take (see read_contexts), for the team's manager alone, since it holds the team's
-- queue; for a team without a manager, which has none, for who runs the league. One row of a draft that is in progress or paused; a draft
-- without a board is refused.
create or replace function app_private.read_for_suggestions(draft uuid, team uuid, actor app_private.actor)
returns setof app_private.draft_context
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  watched constant app_public.drafts := app_private.require_draft(draft, actor);
begin
  perform app_private.require_seat(
    watched, team, actor,
    for_commissioner => exists (select from app_public.teams t where t.id = team and t.manager_id is null)
  );
  if watched.state not in ('IN_PROGRESS', 'PAUSED') then
    perform app_private.refuse('DRAFT_NOT_IN_PROGRESS', jsonb_build_object('state', watched.state));
  end if;
  return query select c.* from app_private.read_contexts(array[draft], false, also_paused => true) as c;
end;
$$;
