-- Gives a team to another manager, or to nobody (null). A manager who is set takes back what links are open for the team.
-- Answers the drafts that say so, and their versions.
create or replace function app_private.set_team_manager(team uuid, manager uuid, actor app_private.actor)
returns table (draft_id uuid, version integer)
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = '2s'
as $$
declare
  seen app_public.teams := app_private.require_team(team, actor);
  at timestamptz;
  revoked uuid[];
begin
  if manager is not null and not exists (select from app_public.users u where u.id = manager) then
    perform app_private.refuse('USER_NOT_FOUND', jsonb_build_object('userId', manager));
  end if;
  seen := app_private.lock_team(team);
  at := clock_timestamp();
  if manager is not null then
    with taken_back as (
      update app_public.invitations i set revoked_at = at
      where i.team_id = team and i.claimed_at is null and i.revoked_at is null
      returning i.id
    )
    select array_agg(t.id) into revoked from taken_back t;
  end if;
  if seen.manager_id is distinct from manager or revoked is not null then
    perform app_private.audit(
      actor, 'MANAGER_SET', seen.league_id, null, team,
      jsonb_build_object(
        'managerId', manager, 'formerManagerId', seen.manager_id,
        'revokedInvitationIds', to_jsonb(coalesce(revoked, array[]::uuid[]))
      )
    );
  end if;
  return query select c.draft_id, c.version from app_private.change_manager(seen, manager, at) as c;
end;
$$;
