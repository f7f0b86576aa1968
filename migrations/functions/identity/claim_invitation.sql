-- Uses an invitation up: makes somebody the manager of its team, and signs their browser in. claimer: who is signed in already,
-- or null for somebody new, registered under that name. Refuses what require_invitation does. changes: the drafts that say so
-- with an event, [{draftId, version}].
create or replace function app_private.claim_invitation(
  secret_hash bytea,
  name text,
  claimer uuid,
  session_hash bytea
)
returns table (user_id uuid, team_id uuid, expires_at timestamptz, changes jsonb)
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = '2s'
as $$
declare
  valid_for constant interval := '30 days';
  at timestamptz;
  invited app_public.invitations := app_private.require_invitation(secret_hash);
  team app_public.teams;
  claiming uuid := claimer;
begin
  -- Judged again under the lock: of two who follow the link at once, one comes second.
  team := app_private.lock_team(invited.team_id);
  invited := app_private.require_invitation(secret_hash);
  at := clock_timestamp();
  if claiming is null then
    insert into app_public.users (name) values (claim_invitation.name) returning users.id into claiming;
  end if;
  update app_public.invitations i set claimed_at = at, claimed_by = claiming where i.id = invited.id;
  select coalesce(jsonb_agg(jsonb_build_object('draftId', c.draft_id, 'version', c.version)), '[]') into changes
  from app_private.change_manager(team, claiming, at) as c;
  delete from app_private.sessions s
  where s.hash = any (array(
    select old.hash from app_private.sessions old where old.expires_at < at limit 100 for update skip locked
  ));
  insert into app_private.sessions (hash, user_id, created_at, expires_at)
  values (session_hash, claiming, at, at + valid_for);
  perform app_private.audit(
    row('USER', claiming)::app_private.actor, 'INVITATION_CLAIMED', team.league_id, null, team.id,
    jsonb_build_object(
      'invitationId', invited.id, 'invitedBy', invited.invited_by, 'formerManagerId', team.manager_id
    )
  );
  return query select claiming, invited.team_id, at + valid_for, changes;
end;
$$;
