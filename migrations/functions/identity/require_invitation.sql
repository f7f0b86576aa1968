-- An invitation that can be used, by the SHA-256 of its secret. Every secret that opens nothing is refused in the same way:
-- unknown, used, taken back or too old. Only a link that lost its team to a manager who was set later is told so.
create or replace function app_private.require_invitation(secret_hash bytea)
returns app_public.invitations
language plpgsql
stable
as $$
declare
  invited app_public.invitations;
begin
  select * into invited from app_public.invitations i where i.hash = secret_hash;
  if not found or invited.claimed_at is not null or invited.expires_at <= clock_timestamp() then
    perform app_private.refuse('INVITATION_INVALID');
  end if;
  if exists (
    select from app_public.teams t
    where t.id = invited.team_id and t.manager_id is not null and t.manager_since >= invited.created_at
  ) then
    perform app_private.refuse('TEAM_HAS_MANAGER');
  end if;
  if invited.revoked_at is not null then
    perform app_private.refuse('INVITATION_INVALID');
  end if;
  return invited;
end;
$$;
