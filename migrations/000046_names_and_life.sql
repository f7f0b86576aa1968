-- Names of drafts, other names for teams and leagues, and what is put away or removed.

alter type app_public.draft_event_kind add value 'RENAMED';
alter type app_public.draft_event_kind add value 'TEAM_RENAMED';

-- No check of its own: every pick would pay for it. create_draft and rename_draft are the only ones who write names.
alter table app_public.drafts
  add column name text,
  add column archived_at timestamptz;
comment on column app_public.drafts.name is 'What people call the draft; null: nobody named it.';
comment on column app_public.drafts.archived_at is 'When it was put away; null: it is among the drafts that people see first.';
alter table app_public.leagues
  add column archived_at timestamptz;
comment on column app_public.leagues.archived_at is 'When it was put away; null: it is among the leagues that people see first.';

alter table app_private.league_events
  drop constraint league_events_are_of_a_known_kind,
  add constraint league_events_are_of_a_known_kind
    check (kind in ('MEMBER_JOINED', 'MEMBER_REPLACED', 'MEMBER_LEFT', 'DRAFT_CREATED', 'DRAFT_DELETED'));
