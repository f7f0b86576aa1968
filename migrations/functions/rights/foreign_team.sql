-- What is told of a team that an actor may not act for: also that nobody drafts for it, where nobody does.
create or replace function app_private.foreign_team(team uuid)
returns jsonb
language sql
stable
as $$
  select jsonb_build_object('teamId', team) || case
    when exists (select from app_public.teams t where t.id = team and t.manager_id is null) then jsonb_build_object('hasManager', false)
    else '{}'
  end;
$$;
