-- Invites somebody to manage a team: by the SHA-256 of a secret that only the link has. Takes back what was open for the team:
-- there is one link at a time. Answers the invitation's id and until when it can be used.
create or replace function app_private.create_invitation(team uuid, hash bytea, actor app_private.actor)
returns table (id uuid, expires_at timestamptz)
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = '2s'
as $$
declare
  valid_for constant interval := '7 days';
  league constant uuid := (app_private.require_team(team, actor)).league_id;
  at timestamptz;
  made uuid;
begin
  perform app_private.require_person(actor);
  perform from app_public.teams t where t.id = team for no key update;
  at := clock_timestamp();
  update app_public.invitations i set revoked_at = at
  where i.team_id = team and i.claimed_at is null and i.revoked_at is null;
  insert into app_public.invitations (hash, team_id, invited_by, created_at, expires_at)
  values (create_invitation.hash, team, (actor).user_id, at, at + valid_for)
  returning invitations.id into made;
  perform app_private.audit(actor, 'MANAGER_INVITED', league, null, team, jsonb_build_object('invitationId', made));
  return query select made, at + valid_for;
end;
$$;
