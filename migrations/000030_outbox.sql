-- Telling other systems: endpoints, how far each has every stream of events, and what became of deliveries.

create type app_public.endpoint_kind as enum ('WEBHOOK', 'DISCORD', 'NATS', 'LOG');
comment on type app_public.endpoint_kind is 'How an endpoint is reached.';

create table app_public.endpoints (
  id uuid primary key default gen_random_uuid(),
  league_id uuid references app_public.leagues on delete cascade,
  kind app_public.endpoint_kind not null,
  address text not null,
  created_at timestamptz not null,
  created_by uuid references app_public.users on delete set null,
  disabled_at timestamptz,
  disabled_because text,
  failures integer not null default 0,
  failing_since timestamptz,
  open_until timestamptz,
  last_delivered_at timestamptz,
  last_error text,
  constraint endpoints_have_a_short_address check (char_length(address) between 1 and 500),
  constraint endpoints_fail_since_a_time check ((failures > 0) = (failing_since is not null)),
  constraint endpoints_say_why_they_are_disabled check ((disabled_at is null) = (disabled_because is null))
);
comment on table app_public.endpoints is 'Where events are sent to: a webhook, a Discord channel, a NATS stream, or the log of the service.';
comment on column app_public.endpoints.id is 'The endpoint''s identity.';
comment on column app_public.endpoints.league_id is 'The league whose events it gets; null: those of all leagues.';
comment on column app_public.endpoints.kind is 'How it is reached.';
comment on column app_public.endpoints.address is 'Where it is, without what may be secret in its URL.';
comment on column app_public.endpoints.created_at is 'When it was added. It gets what happens from then on.';
comment on column app_public.endpoints.created_by is 'Who added it.';
comment on column app_public.endpoints.disabled_at is 'When it was switched off; null: it is on. What happens meanwhile is sent when it is switched on again.';
comment on column app_public.endpoints.disabled_because is 'Why it is switched off.';
comment on column app_public.endpoints.failures is 'Deliveries in a row that failed.';
comment on column app_public.endpoints.failing_since is 'When the first of them failed.';
comment on column app_public.endpoints.open_until is
  'The circuit breaker: until then nothing is sent, then one delivery tries whether the endpoint works again. Null: deliveries go on.';
comment on column app_public.endpoints.last_delivered_at is 'When it last took an event, to about ten seconds.';
comment on column app_public.endpoints.last_error is 'What was wrong with the last delivery that failed.';
create index endpoints_by_league on app_public.endpoints (league_id);
create index endpoints_by_creator on app_public.endpoints (created_by);

create table app_private.endpoint_targets (
  endpoint_id uuid primary key references app_public.endpoints on delete cascade,
  target text not null,
  constraint endpoint_targets_are_short check (char_length(target) between 1 and 2000)
);
comment on table app_private.endpoint_targets is 'The whole address of each endpoint, with what is secret in it.';

create table app_private.endpoint_secrets (
  endpoint_id uuid not null references app_public.endpoints on delete cascade,
  secret text not null,
  created_at timestamptz not null,
  expires_at timestamptz,
  primary key (endpoint_id, secret)
);
comment on table app_private.endpoint_secrets is
  'The secrets that messages to a webhook are signed with: more than one while they are exchanged.';
comment on column app_private.endpoint_secrets.expires_at is 'Until when it is signed with; null: it is the current one.';

-- A stream is the events of one draft, or of one league.
create table app_private.endpoint_cursors (
  stream_id uuid not null,
  endpoint_id uuid not null references app_public.endpoints on delete cascade,
  is_draft boolean not null,
  version integer not null,
  attempts integer not null default 0,
  retry_at timestamptz,
  lease uuid,
  leased_until timestamptz,
  is_over boolean not null default false,
  primary key (stream_id, endpoint_id),
  constraint endpoint_cursors_are_leased_until_a_time check ((lease is null) = (leased_until is null))
);
comment on table app_private.endpoint_cursors is 'How far an endpoint has each stream of events: those of a draft, or of a league.';
comment on column app_private.endpoint_cursors.version is 'The last event that was delivered, or is a dead letter.';
comment on column app_private.endpoint_cursors.attempts is 'How often the next event was tried.';
comment on column app_private.endpoint_cursors.retry_at is 'When it is tried again; null: it was not tried.';
comment on column app_private.endpoint_cursors.lease is 'The run of a relay that is delivering; null: none is.';
comment on column app_private.endpoint_cursors.leased_until is 'When another one may take over.';
comment on column app_private.endpoint_cursors.is_over is 'The draft is over, and all of it was delivered: nobody has to look.';
create index endpoint_cursors_to_sweep on app_private.endpoint_cursors (endpoint_id, stream_id) where not is_over;

create table app_private.league_events (
  league_id uuid not null references app_public.leagues on delete cascade,
  version integer not null,
  at timestamptz not null,
  kind text not null,
  data jsonb not null,
  primary key (league_id, version),
  constraint league_events_are_of_a_known_kind
    check (kind in ('MEMBER_JOINED', 'MEMBER_REPLACED', 'MEMBER_LEFT', 'DRAFT_CREATED'))
);
comment on table app_private.league_events is 'What happened in a league, numbered without gaps per league. Written in the statement that does it.';

create table app_private.league_streams (
  league_id uuid primary key references app_public.leagues on delete cascade,
  version integer not null
);
comment on table app_private.league_streams is 'The number of the last event of each league.';

create table app_public.deliveries (
  id bigint primary key generated always as identity,
  endpoint_id uuid not null references app_public.endpoints on delete cascade,
  stream_id uuid,
  version integer,
  at timestamptz not null,
  succeeded boolean not null,
  status integer,
  milliseconds double precision not null,
  request text,
  response text,
  error text,
  constraint deliveries_say_what_was_wrong check (succeeded = (error is null))
);
comment on table app_public.deliveries is 'The log of deliveries, kept for seven days: what was sent, and what the endpoint answered.';
comment on column app_public.deliveries.id is 'The entry''s identity; later entries have higher ones.';
comment on column app_public.deliveries.endpoint_id is 'Where it was sent to.';
comment on column app_public.deliveries.stream_id is 'The draft or the league that the event is of; null for a test.';
comment on column app_public.deliveries.version is 'The number of the event within the draft or league; null for a test.';
comment on column app_public.deliveries.at is 'When it was recorded, on the database''s clock.';
comment on column app_public.deliveries.succeeded is 'Whether the endpoint took it.';
comment on column app_public.deliveries.status is 'The HTTP status of the answer; null where there was none.';
comment on column app_public.deliveries.milliseconds is 'How long it took.';
comment on column app_public.deliveries.request is 'The body that was sent. Signatures and secrets are in no log.';
comment on column app_public.deliveries.response is 'The beginning of the body that was answered.';
comment on column app_public.deliveries.error is 'What was wrong; null where nothing was.';
create index deliveries_by_endpoint on app_public.deliveries (endpoint_id, id);
create index deliveries_by_age on app_public.deliveries using brin (at);

create table app_public.dead_letters (
  stream_id uuid not null,
  endpoint_id uuid not null references app_public.endpoints on delete cascade,
  version integer not null,
  at timestamptz not null,
  attempts integer not null,
  error text not null,
  id uuid not null default gen_random_uuid(),
  primary key (stream_id, endpoint_id, version),
  constraint dead_letters_have_an_identity unique (id)
);
comment on table app_public.dead_letters is 'Events that an endpoint did not take, however often they were tried. Later events of the draft went on.';
comment on column app_public.dead_letters.id is 'The dead letter''s identity.';
comment on column app_public.dead_letters.stream_id is 'The draft or the league that the event is of.';
comment on column app_public.dead_letters.endpoint_id is 'Who did not take it.';
comment on column app_public.dead_letters.version is 'The number of the event within the draft or league.';
comment on column app_public.dead_letters.at is 'When it was given up, or last replayed in vain.';
comment on column app_public.dead_letters.attempts is 'How often it was tried.';
comment on column app_public.dead_letters.error is 'What was wrong the last time.';
create index dead_letters_by_endpoint on app_public.dead_letters (endpoint_id, at);

alter table app_public.endpoints enable row level security;
alter table app_public.deliveries enable row level security;
alter table app_public.dead_letters enable row level security;
create policy endpoints_are_seen_by_the_commissioner on app_public.endpoints for select using (
  app_public.viewer_is_operator() or league_id in (select app_private.viewer_runs())
);
create policy deliveries_are_seen_with_the_endpoint on app_public.deliveries for select using (
  exists (select from app_public.endpoints e where e.id = endpoint_id)
);
create policy dead_letters_are_seen_with_the_endpoint on app_public.dead_letters for select using (
  exists (select from app_public.endpoints e where e.id = endpoint_id)
);

-- Bodies of the triggers are in migrations/functions/outbox.
create function app_private.note_new_drafts() returns trigger language plpgsql as 'begin return null; end';
create function app_private.note_managers() returns trigger language plpgsql as 'begin return null; end';
create function app_private.note_reopened() returns trigger language plpgsql as 'begin return null; end';
create trigger drafts_new_are_noted after insert on app_public.drafts
  referencing new table as fresh for each statement execute function app_private.note_new_drafts();
create trigger teams_new_managers_are_noted after insert on app_public.teams
  for each row when (new.manager_id is not null) execute function app_private.note_managers();
create trigger teams_managers_are_noted after update of manager_id on app_public.teams
  for each row when (old.manager_id is distinct from new.manager_id) execute function app_private.note_managers();
create trigger drafts_reopened_are_noted after update of state on app_public.drafts
  for each row when (old.state in ('COMPLETED', 'CANCELLED') and new.state <> old.state)
  execute function app_private.note_reopened();
-- A league that exists has no events yet; it gets its first number with the first one.
create function app_private.note_new_leagues() returns trigger language plpgsql as 'begin return null; end';
create trigger leagues_new_are_noted after insert on app_public.leagues
  for each row execute function app_private.note_new_leagues();
