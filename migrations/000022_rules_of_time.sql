-- The rules of time: banks, grace, quiet hours, what happens at zero, pauses that come by themselves. Drafts that exist keep the pick
-- clock alone; a draft whose settings of time are all at their defaults is called plain, and nothing of this is read or written for it.

create type app_public.rule_at_zero as enum ('AUTO_PICK', 'SKIP', 'WAIT');
comment on type app_public.rule_at_zero is 'What happens when the clock of a pick has run out.';
create type app_public.resume_rule as enum ('CONTINUE', 'RESET');
comment on type app_public.resume_rule is 'Which pick clock a draft goes on with after a pause.';

alter table app_public.draft_settings
  add column bank_seconds double precision not null default 0,
  add column increment_seconds double precision not null default 0,
  add column grace_seconds double precision not null default 0,
  add column autopilot_seconds double precision not null default 0,
  add column at_zero app_public.rule_at_zero not null default 'AUTO_PICK',
  add column autopilot_after_misses integer,
  add column resume app_public.resume_rule not null default 'CONTINUE',
  add column pause_before_picks integer[] not null default '{}',
  add column pause_at timestamptz[] not null default '{}',
  add column has_time_rules boolean not null default false,
  add constraint draft_settings_have_a_bank_of_0_to_30_days check (bank_seconds between 0 and 2592000),
  add constraint draft_settings_have_an_increment_of_0_to_1_hour check (increment_seconds between 0 and 3600),
  add constraint draft_settings_have_a_grace_of_0_to_10_seconds check (grace_seconds between 0 and 10),
  add constraint draft_settings_show_autopilot_for_0_to_60_seconds check (autopilot_seconds between 0 and 60),
  add constraint draft_settings_allow_1_to_100_misses check (autopilot_after_misses between 1 and 100),
  add constraint draft_settings_wait_without_a_grace check (at_zero <> 'WAIT' or grace_seconds = 0),
  add constraint draft_settings_wait_without_counting_misses
    check (at_zero <> 'WAIT' or autopilot_after_misses is null);
comment on column app_public.draft_settings.bank_seconds is
  'A team''s time beyond its pick clocks, in seconds, for the whole draft: used by itself when a pick clock has run out.';
comment on column app_public.draft_settings.increment_seconds is
  'Seconds that go into the bank after each pick that the team makes before its pick clock has run out.';
comment on column app_public.draft_settings.grace_seconds is
  'For so many seconds after zero a person''s pick is still taken; the clock acts only after them.';
comment on column app_public.draft_settings.autopilot_seconds is
  'For so many seconds a team on autopilot stays on the clock before it is picked for, so that people can follow.';
comment on column app_public.draft_settings.at_zero is
  'What happens at zero: AUTO_PICK (the service picks), SKIP (the pick is passed over and may be made up) or WAIT (the team stays on the clock).';
comment on column app_public.draft_settings.autopilot_after_misses is
  'After so many clocks in a row that ran out, the team''s autopilot is switched on. Null: never.';
comment on column app_public.draft_settings.resume is
  'After a pause the pick clock goes on with what was left (CONTINUE) or begins anew (RESET).';
comment on column app_public.draft_settings.pause_before_picks is
  'The draft pauses by itself when one of these picks comes on the clock, by their numbers.';
comment on column app_public.draft_settings.pause_at is 'The draft pauses by itself at these times.';
comment on column app_public.draft_settings.has_time_rules is
  'Whether the draft is not plain: a setting of time is, or was while the draft ran, other than its default.';

alter table app_public.draft_slots
  add column has_time_rules boolean not null default false,
  add column bank_seconds double precision not null default 0,
  add column misses integer not null default 0,
  add column came_back boolean not null default false,
  add constraint draft_slots_have_no_negative_bank check (bank_seconds >= 0),
  add constraint draft_slots_count_misses_from_0 check (misses >= 0);
comment on column app_public.draft_slots.has_time_rules is
  'Whether the draft is not plain: the same for all its teams, and here since whoever puts a cell on the clock reads this row.';
comment on column app_public.draft_slots.bank_seconds is
  'What is left of the team''s time bank, in seconds, as of when its present clock began to run.';
comment on column app_public.draft_slots.misses is 'How many clocks of the team ran out in a row, up to now.';
comment on column app_public.draft_slots.came_back is
  'Whether the team had its fresh pick clock, once in a draft, after its manager switched the autopilot off.';

alter table app_public.picks
  add column skipped_at timestamptz;
comment on column app_public.picks.skipped_at is
  'When the pick was passed over; its team may make it up, and then both this and the player are there. Null: it never was.';
-- The lowest open cell, or else the lowest skipped one, is the first row of this index.
create index picks_to_fill on app_public.picks (draft_id, (skipped_at is not null), pick_number) where player_id is null;
drop index app_public.picks_open;

drop index app_public.drafts_by_due_time;
alter table app_public.drafts
  drop column due_at,
  add column clock_ends_at timestamptz,
  add column deadline timestamptz,
  add column overtime_since timestamptz,
  add column next_pause_at timestamptz,
  add column bank_before double precision;
alter table app_public.drafts
  add column due_at timestamptz generated always as (coalesce(retry_at, least(next_deadline, next_pause_at))) stored,
  drop constraint drafts_run_a_clock_exactly_while_in_progress,
  add constraint drafts_run_a_clock_or_wait_exactly_while_in_progress
    check ((state = 'IN_PROGRESS') = (next_deadline is not null or overtime_since is not null)),
  add constraint drafts_have_no_deadline_in_overtime check (next_deadline is null or overtime_since is null),
  add constraint drafts_keep_the_order_of_their_instants
    check (clock_ends_at <= deadline and (next_deadline is null or deadline <= next_deadline)),
  add constraint drafts_tell_both_instants_or_none check ((clock_ends_at is null) = (deadline is null));
create index drafts_by_due_time on app_public.drafts (due_at) where state = 'IN_PROGRESS';
-- Counted at each scrape, and few.
create index drafts_in_overtime on app_public.drafts (overtime_since) where overtime_since is not null;
comment on column app_public.drafts.next_deadline is
  'When the clock acts for the current pick, on the database''s clock: its deadline and the grace after it. Null unless in progress, and in overtime.';
comment on column app_public.drafts.clock_ends_at is
  'When the pick clock alone runs out, before the bank and the grace. Null where that is next_deadline.';
comment on column app_public.drafts.deadline is
  'When the bank has run out too: what people count down to. Null where that is next_deadline.';
comment on column app_public.drafts.overtime_since is
  'When the clock of the current pick ran out in a draft that waits for the team; null otherwise.';
comment on column app_public.drafts.next_pause_at is 'When the draft pauses by itself next. Null unless in progress.';
comment on column app_public.drafts.bank_before is
  'The bank of the team on the clock when its pick came on it: what a clock that begins anew gives back. Null in a plain draft.';
comment on column app_public.drafts.due_at is
  'When the clock acts next: the retry, else the deadline or a pause before it. Null in overtime, unless a pause is planned.';

-- Settings of time hold from the next cell on. Until then the pick on the clock goes by those that it came on the clock with.
create table app_private.earlier_settings (
  draft_id uuid primary key references app_public.drafts on delete cascade,
  pick_number integer not null,
  settings jsonb not null
);
comment on table app_private.earlier_settings is
  'Settings of drafts whose settings were changed while a pick was on the clock: they hold for that pick, until its clock begins anew.';
comment on column app_private.earlier_settings.draft_id is 'The draft.';
comment on column app_private.earlier_settings.pick_number is 'The pick that was on the clock, by its number.';
comment on column app_private.earlier_settings.settings is 'The row of draft_settings as it was.';

-- What a clock has besides the instant at which it acts, in a draft that is not plain.
create type app_private.clock as (
  clock_ends_at timestamptz,
  deadline timestamptz,
  -- When the alarm rings: at the deadline with its grace, or at a pause before it.
  due_at timestamptz,
  -- Until when it is quiet; null: it is not.
  quiet_until timestamptz,
  -- The bank that this clock may use.
  bank_seconds double precision
);

alter type app_private.judged_pick
  add attribute next_rules app_private.clock,
  add attribute has_time_rules boolean,
  add attribute makes_up boolean,
  -- What the rules of time did for the team at the pick, as facts of its event.
  add attribute settled jsonb;

-- Replaced by functions with other arguments or columns.
drop function if exists app_private.clock_for(app_public.picks, timestamptz, double precision);
drop function if exists app_private.put_on_clock(
  uuid[], integer[], integer[], timestamptz[], bigint[], boolean[], timestamptz
);
drop function if exists app_private.append_events(
  uuid[], integer[], timestamptz, app_public.draft_event_kind, jsonb[], timestamptz[]
);
drop function if exists app_private.stop_clock(app_public.drafts, timestamptz, text, integer, text);
drop function if exists app_private.give_time_back(app_private.judged_pick[], timestamptz, double precision);
