-- Who people are: by an identity provider of their own, or by a link that a commissioner sent. And what was done with rights
-- over others.

create table app_private.identities (
  issuer text not null,
  subject text not null,
  user_id uuid not null references app_public.users on delete cascade,
  created_at timestamptz not null default clock_timestamp(),
  primary key (issuer, subject),
  constraint identities_have_a_short_issuer_and_subject
    check (char_length(issuer) between 1 and 500 and char_length(subject) between 1 and 255)
);
comment on table app_private.identities is 'Which person a subject of an identity provider is.';
comment on column app_private.identities.issuer is 'The claim "iss" of their tokens.';
comment on column app_private.identities.subject is 'The claim "sub" of their tokens: unique within the issuer.';
comment on column app_private.identities.user_id is 'The person.';
comment on column app_private.identities.created_at is 'When the person was first seen.';
create index identities_by_user on app_private.identities (user_id);

create table app_private.sessions (
  hash bytea primary key,
  user_id uuid not null references app_public.users on delete cascade,
  created_at timestamptz not null default clock_timestamp(),
  expires_at timestamptz not null,
  constraint sessions_are_kept_as_sha256 check (octet_length(hash) = 32),
  constraint sessions_end_after_they_began check (expires_at > created_at)
);
comment on table app_private.sessions is 'Browsers that are signed in. The cookie is nowhere, only its SHA-256.';
comment on column app_private.sessions.hash is 'The SHA-256 of the cookie.';
comment on column app_private.sessions.user_id is 'Who is signed in.';
comment on column app_private.sessions.created_at is 'When they signed in.';
comment on column app_private.sessions.expires_at is 'Until when the cookie is good.';
create index sessions_by_user on app_private.sessions (user_id);
create index sessions_by_end on app_private.sessions (expires_at);

create table app_public.invitations (
  id uuid primary key default gen_random_uuid(),
  hash bytea not null,
  team_id uuid not null references app_public.teams on delete cascade,
  invited_by uuid not null references app_public.users on delete cascade,
  created_at timestamptz not null default clock_timestamp(),
  expires_at timestamptz not null,
  claimed_at timestamptz,
  claimed_by uuid references app_public.users on delete set null,
  revoked_at timestamptz,
  constraint invitations_have_a_secret_of_their_own unique (hash),
  constraint invitations_are_kept_as_sha256 check (octet_length(hash) = 32),
  constraint invitations_end_after_they_began check (expires_at > created_at),
  constraint invitations_are_claimed_or_revoked check (claimed_at is null or revoked_at is null)
);
comment on table app_public.invitations is
  'A link that makes whoever follows it the manager of a team, once. The link is nowhere, only its SHA-256.';
comment on column app_public.invitations.id is 'The invitation''s identity, which is not its secret.';
comment on column app_public.invitations.hash is 'The SHA-256 of the secret in the link.';
comment on column app_public.invitations.team_id is 'The team it is for.';
comment on column app_public.invitations.invited_by is 'Who sent it.';
comment on column app_public.invitations.created_at is 'When it was made.';
comment on column app_public.invitations.expires_at is 'Until when it can be used.';
comment on column app_public.invitations.claimed_at is 'When it was used; null while nobody has.';
comment on column app_public.invitations.claimed_by is 'Who used it.';
comment on column app_public.invitations.revoked_at is 'When it was taken back; null while it was not.';
create index invitations_by_team on app_public.invitations (team_id);
create index invitations_by_inviter on app_public.invitations (invited_by);
create index invitations_by_claimer on app_public.invitations (claimed_by);

create table app_public.audit_entries (
  id bigint primary key generated always as identity,
  at timestamptz not null,
  actor_kind text not null,
  actor_id uuid,
  action text not null,
  league_id uuid not null references app_public.leagues on delete cascade,
  draft_id uuid references app_public.drafts on delete cascade,
  team_id uuid references app_public.teams on delete cascade,
  facts jsonb not null,
  constraint audit_entries_are_about_people check (actor_kind in ('USER', 'OPERATOR')),
  constraint audit_entries_name_an_action check (action ~ '^[A-Z_]{3,40}$')
);
comment on table app_public.audit_entries is
  'What commissioners and operators did with their rights over others. Written in the same transaction as what was done, never changed.';
comment on column app_public.audit_entries.id is 'The entry''s identity; later entries have higher ones.';
comment on column app_public.audit_entries.at is 'When, on the database''s clock.';
comment on column app_public.audit_entries.actor_kind is 'With whose rights: USER (a commissioner) or OPERATOR.';
comment on column app_public.audit_entries.actor_id is 'Who.';
comment on column app_public.audit_entries.action is 'What, such as DRAFT_PAUSED.';
comment on column app_public.audit_entries.league_id is 'In which league.';
comment on column app_public.audit_entries.draft_id is 'About which draft, where it is about one.';
comment on column app_public.audit_entries.team_id is 'About which team, where it is about one.';
comment on column app_public.audit_entries.facts is 'What else belongs to it.';
create index audit_entries_by_league on app_public.audit_entries (league_id, id);
create index audit_entries_by_draft on app_public.audit_entries (draft_id);
create index audit_entries_by_team on app_public.audit_entries (team_id);

alter table app_public.invitations enable row level security;
alter table app_public.audit_entries enable row level security;

create function app_private.viewer_runs() returns setof uuid language sql stable as 'select null::uuid';

-- Who runs the league sees whom it invited, and what was done in it.
create policy invitations_are_seen_by_the_commissioner on app_public.invitations for select using (
  app_public.viewer_is_operator()
  or exists (
    select from app_public.teams t where t.id = team_id and t.league_id in (select app_private.viewer_runs())
  )
);
create policy audit_entries_are_seen_by_the_commissioner on app_public.audit_entries for select using (
  app_public.viewer_is_operator() or league_id in (select app_private.viewer_runs())
);

-- A stream lives no longer than what opened it, also through a ticket.
alter table app_private.event_tickets
  add column session_hash bytea,
  add column valid_until timestamptz;
comment on column app_private.event_tickets.session_hash is 'The session that asked for it; null where a token did.';
comment on column app_private.event_tickets.valid_until is 'Until when the token that asked for it is good; null where a session did.';
drop function if exists app_private.create_event_ticket(uuid, bytea, app_private.actor);
drop function if exists app_private.claim_event_ticket(uuid, bytea);
