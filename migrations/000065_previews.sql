-- Previews: practice drafts against bots. They run as all drafts do, on the same clocks, and are in nobody's lists. All previews of a
-- person are drafts of one hidden league, whose teams they share: so nothing of a preview has to be removed but its draft.

alter table app_public.leagues add column is_preview boolean not null default false;
comment on column app_public.leagues.is_preview is
  'Whether it is the hidden league of a person''s previews, which no list shows.';
create unique index leagues_of_previews_are_one_a_person on app_public.leagues (commissioner_id) where is_preview;

alter table app_public.drafts add column is_preview boolean not null default false;
comment on column app_public.drafts.is_preview is
  'Whether it is a preview: a practice draft against bots, which no list shows and which is thrown away after a day.';

create table app_public.previews (
  draft_id uuid primary key references app_public.drafts on delete cascade,
  seed integer not null,
  speed double precision not null,
  seat integer,
  thinking_seconds double precision[],
  expires_at timestamptz not null,
  constraint previews_have_a_seed_from_0 check (seed >= 0),
  constraint previews_run_1_to_100_times_as_fast check (speed between 1 and 100),
  constraint previews_have_a_seat_from_1 check (seat >= 1)
);
comment on table app_public.previews is 'What a preview has besides its draft.';
comment on column app_public.previews.draft_id is 'The draft.';
comment on column app_public.previews.seed is
  'What the tastes of the bots and their thinking times are drawn from: the same seed drafts the same.';
comment on column app_public.previews.speed is 'How many times as fast as people the bots think.';
comment on column app_public.previews.seat is
  'The place in the draft order of whoever made the preview; null: they watch, and every team is a bot.';
comment on column app_public.previews.thinking_seconds is
  'For how long a team on autopilot thinks, in seconds by pick number; null: for no time.';
comment on column app_public.previews.expires_at is 'When it is thrown away.';
create index previews_by_end on app_public.previews (expires_at);

alter table app_public.previews enable row level security;
create policy previews_are_seen_with_the_draft on app_public.previews for select using (
  exists (select from app_public.drafts d where d.id = draft_id)
);

-- What the tastes of a preview's bots are drawn from; null where it is no preview.
alter type app_private.draft_context add attribute preview_seed integer;
