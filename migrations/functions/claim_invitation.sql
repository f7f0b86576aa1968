-- Uses an invitation up: makes somebody the manager of its team, and signs their browser in. claimer: who is signed in already,
-- or null for somebody new, registered under that name. Refuses every secret that opens nothing in the same way: unknown, used,
-- taken back or too old.
create or replace function app_private.claim_invitation(
  secret_hash bytea,
  name text,
  claimer uuid,
  session_hash bytea
)
returns table (user_id uuid, team_id uuid, expires_at timestamptz)
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = '2s'
as $$
declare
  valid_for constant interval := '30 days';
  at timestamptz;
  invited app_public.invitations;
  claiming uuid := claimer;
begin
  select * into invited from app_public.invitations i where i.hash = secret_hash for no key update;
  at := clock_timestamp();
  if not found or invited.claimed_at is not null or invited.revoked_at is not null or invited.expires_at <= at then
    perform app_private.refuse('INVITATION_INVALID');
  end if;
  if claiming is null then
    insert into app_public.users (name) values (claim_invitation.name) returning users.id into claiming;
  end if;
  update app_public.invitations i set claimed_at = at, claimed_by = claiming where i.id = invited.id;
  update app_public.teams t set manager_id = claiming where t.id = invited.team_id;
  delete from app_private.sessions s
  where s.hash = any (array(
    select old.hash from app_private.sessions old where old.expires_at < at limit 100 for update skip locked
  ));
  insert into app_private.sessions (hash, user_id, created_at, expires_at)
  values (session_hash, claiming, at, at + valid_for);
  perform app_private.audit(
    row('USER', claiming)::app_private.actor, 'INVITATION_CLAIMED',
    (select t.league_id from app_public.teams t where t.id = invited.team_id), null, invited.team_id,
    jsonb_build_object('invitationId', invited.id, 'invitedBy', invited.invited_by)
  );
  return query select claiming, invited.team_id, at + valid_for;
end;
$$;
