-- Takes an invitation back that nobody has used. Again: nothing changes. Answers the team.
create or replace function app_private.revoke_invitation(invitation uuid, actor app_private.actor)
returns uuid
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = '2s'
as $$
declare
  invited uuid;
  league uuid;
begin
  perform app_private.require_signed_in(actor);
  select i.team_id, t.league_id into invited, league
  from app_public.invitations i join app_public.teams t on t.id = i.team_id
  where i.id = invitation;
  -- Who does not run the league learns nothing: not even that there is one.
  if not found or not app_private.may_run(actor, league) then
    perform app_private.refuse('INVITATION_INVALID', jsonb_build_object('reason', 'NOT_YOURS'));
  end if;
  update app_public.invitations i set revoked_at = clock_timestamp()
  where i.id = invitation and i.claimed_at is null and i.revoked_at is null;
  if found then
    perform app_private.audit(
      actor, 'INVITATION_REVOKED', league, null, invited, jsonb_build_object('invitationId', invitation)
    );
  end if;
  return invited;
end;
$$;
