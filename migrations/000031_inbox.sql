-- Hearing other systems: sources, and what they sent.

create table app_public.sources (
  id uuid primary key default gen_random_uuid(),
  league_id uuid references app_public.leagues on delete cascade,
  name text not null,
  kinds text[] not null,
  created_at timestamptz not null,
  created_by uuid references app_public.users on delete set null,
  acts_as_operator boolean not null,
  constraint sources_have_a_readable_name check (coalesce(name = app_private.plain_name(name), false)),
  constraint sources_of_all_leagues_are_of_operators check (league_id is not null or acts_as_operator),
  constraint sources_may_send_something check (cardinality(kinds) between 1 and 20)
);
comment on table app_public.sources is 'Other systems that are heard: each with a secret, and with no more rights than who added it.';
comment on column app_public.sources.id is 'The source''s identity: it sends to POST /incoming/{id}.';
comment on column app_public.sources.league_id is 'The league that it may send about; null: any league.';
comment on column app_public.sources.name is 'What it is called.';
comment on column app_public.sources.kinds is 'The kinds of messages that it may send.';
comment on column app_public.sources.created_at is 'When it was added.';
comment on column app_public.sources.created_by is 'Who added it: what it asks for is done with the rights that they have then.';
comment on column app_public.sources.acts_as_operator is 'Whether it acts with the rights of an operator; else of who added it.';
create index sources_by_league on app_public.sources (league_id);
create index sources_by_creator on app_public.sources (created_by);

create table app_private.source_secrets (
  source_id uuid not null references app_public.sources on delete cascade,
  secret text not null,
  created_at timestamptz not null,
  expires_at timestamptz,
  primary key (source_id, secret)
);
comment on table app_private.source_secrets is 'The secrets that sources sign with: more than one while they are exchanged.';

create type app_public.inbox_state as enum ('WAITING', 'DONE', 'SET_ASIDE');
comment on type app_public.inbox_state is 'What became of a message.';

create function app_private.uuid_or_null(text) returns uuid language sql immutable as 'select null::uuid';

create table app_public.inbox (
  id uuid primary key default gen_random_uuid(),
  source_id uuid not null references app_public.sources on delete cascade,
  message_id text not null,
  place bigint not null generated always as identity,
  received_at timestamptz not null default clock_timestamp(),
  body jsonb not null,
  league_id uuid generated always as (app_private.uuid_or_null(body ->> 'leagueId')) stored,
  state app_public.inbox_state not null default 'WAITING',
  reason text,
  handled_at timestamptz,
  constraint inbox_takes_a_message_once unique (source_id, message_id),
  constraint inbox_messages_have_a_short_id check (char_length(message_id) between 1 and 200),
  constraint inbox_says_why_a_message_is_set_aside check ((state = 'SET_ASIDE') = (reason is not null))
);
comment on table app_public.inbox is
  'What other systems sent. Programs that share the database may insert rows here: source_id, message_id and body are enough.';
comment on column app_public.inbox.id is 'The message''s identity here.';
comment on column app_public.inbox.source_id is 'Who sent it.';
comment on column app_public.inbox.message_id is 'The sender''s id of it: the same id is taken once.';
comment on column app_public.inbox.place is 'Messages of a league are handled in this order.';
comment on column app_public.inbox.received_at is 'When it came.';
comment on column app_public.inbox.body is 'What was sent: {kind, version, leagueId, data}.';
comment on column app_public.inbox.league_id is 'The league that it is about.';
comment on column app_public.inbox.state is 'What became of it.';
comment on column app_public.inbox.reason is 'Why it is set aside.';
comment on column app_public.inbox.handled_at is 'When it was done or set aside.';
create index inbox_waiting on app_public.inbox (league_id, place) where state = 'WAITING';
create index inbox_by_source on app_public.inbox (source_id, place);

alter table app_public.sources enable row level security;
alter table app_public.inbox enable row level security;
create policy sources_are_seen_by_the_commissioner on app_public.sources for select using (
  app_public.viewer_is_operator() or league_id in (select app_private.viewer_runs())
);
create policy inbox_is_seen_with_the_source on app_public.inbox for select using (
  exists (select from app_public.sources s where s.id = source_id)
);

create function app_private.note_messages() returns trigger language plpgsql as 'begin return null; end';
create trigger inbox_messages_are_handled after insert on app_public.inbox
  referencing new table as fresh for each statement execute function app_private.note_messages();
