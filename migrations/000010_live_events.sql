-- Live events for browsers, and for thousands of followers at once.

create table app_private.event_tickets (
  hash bytea primary key,
  draft_id uuid not null references app_public.drafts on delete cascade,
  actor_kind text not null,
  user_id uuid not null,
  expires_at timestamptz not null,
  constraint event_tickets_are_kept_as_sha256 check (octet_length(hash) = 32),
  constraint event_tickets_are_for_people check (actor_kind in ('USER', 'OPERATOR'))
);
comment on table app_private.event_tickets is
  'Tickets for streams of events: each opens one stream, once, for whoever asked for it. A browser''s EventSource sends no token.';
comment on column app_private.event_tickets.hash is 'The SHA-256 of the ticket: the ticket itself is nowhere.';
comment on column app_private.event_tickets.draft_id is 'The draft whose events it opens.';
comment on column app_private.event_tickets.actor_kind is 'With whose rights: USER or OPERATOR.';
comment on column app_private.event_tickets.user_id is 'Who asked for it.';
comment on column app_private.event_tickets.expires_at is 'Until when it can be used.';
create index event_tickets_by_end on app_private.event_tickets (expires_at);
create index event_tickets_by_draft on app_private.event_tickets (draft_id);

-- Its place is taken by visible_versions, which answers for many at once.
drop function if exists app_private.visible_version(uuid, app_private.actor);
