-- Gives a team to another manager, or to nobody (null).
create or replace function app_private.set_team_manager(team uuid, manager uuid, actor app_private.actor)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = '2s'
as $$
declare
  league uuid;
  former uuid;
begin
  select t.league_id, t.manager_id into league, former from app_public.teams t where t.id = team;
  if not found then
    perform app_private.refuse('TEAM_NOT_FOUND', jsonb_build_object('teamId', team));
  end if;
  perform app_private.require_commissioner(actor, league);
  if manager is not null and not exists (select from app_public.users u where u.id = manager) then
    perform app_private.refuse('USER_NOT_FOUND', jsonb_build_object('userId', manager));
  end if;
  update app_public.teams t set manager_id = manager where t.id = team;
  perform app_private.audit(
    actor, 'MANAGER_SET', league, null, team, jsonb_build_object('managerId', manager, 'formerManagerId', former)
  );
end;
$$;
