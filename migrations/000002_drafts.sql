-- A draft: its truth is one row, its board is data, its history is numbered.

create type app_public.draft_state as enum ('SCHEDULED', 'IN_PROGRESS', 'PAUSED', 'COMPLETED', 'CANCELLED');
comment on type app_public.draft_state is 'Where a draft is in its life.';
create type app_public.draft_visibility as enum ('PUBLIC', 'PRIVATE');
comment on type app_public.draft_visibility is 'Who may watch a draft: everybody, or the league''s members.';
create type app_public.pick_source as enum ('MANUAL', 'COMMISSIONER', 'AUTO', 'AUTOPILOT');
comment on type app_public.pick_source is
  'Who made a pick: the manager, the commissioner in their place, the clock, or autopilot.';
create type app_public.draft_event_kind as enum
  ('CREATED', 'OPENED', 'PICKED', 'PAUSED', 'RESUMED', 'AUTOPILOT_CHANGED', 'COMPLETED', 'CANCELLED');
comment on type app_public.draft_event_kind is 'What happened to a draft.';

-- Who asks for something. CLOCK is the service itself: a deadline or a scheduled start.
create type app_private.actor as (kind text, user_id uuid);

create table app_public.drafts (
  id uuid primary key default gen_random_uuid(),
  league_id uuid not null references app_public.leagues on delete restrict,
  pool_id uuid not null references app_public.player_pools on delete restrict,
  state app_public.draft_state not null default 'SCHEDULED',
  visibility app_public.draft_visibility not null default 'PRIVATE',
  starts_at timestamptz,
  current_pick integer,
  next_deadline timestamptz,
  remaining interval,
  version integer not null default 1,
  job_id bigint,
  last_timeout_at timestamptz,
  timeout_count integer not null default 0,
  attempt_count integer not null default 0,
  last_error text,
  retry_at timestamptz,
  due_at timestamptz generated always as (coalesce(retry_at, next_deadline)) stored,
  created_at timestamptz not null default now(),
  opened_at timestamptz,
  ended_at timestamptz,
  constraint drafts_run_a_clock_exactly_while_in_progress
    check ((state = 'IN_PROGRESS') = (next_deadline is not null)),
  constraint drafts_keep_the_time_left_exactly_while_paused
    check ((state = 'PAUSED') = (remaining is not null)),
  constraint drafts_are_on_a_pick_exactly_while_open
    check ((state in ('IN_PROGRESS', 'PAUSED')) = (current_pick is not null)),
  constraint drafts_have_an_alarm_only_while_in_progress check (job_id is null or state = 'IN_PROGRESS'),
  constraint drafts_retry_only_while_in_progress check (retry_at is null or state = 'IN_PROGRESS'),
  constraint drafts_have_a_last_error_exactly_after_a_failed_attempt
    check ((attempt_count > 0) = (last_error is not null)),
  constraint drafts_are_opened_when_they_left_the_schedule
    check (state in ('SCHEDULED', 'CANCELLED') or opened_at is not null),
  constraint drafts_count_from_0 check (timeout_count >= 0 and attempt_count >= 0 and version >= 1),
  constraint drafts_keep_no_negative_time check (remaining >= interval '0')
)
-- Every pick rewrites this row: room on the page keeps the new version beside the old one.
with (fillfactor = 70);
comment on table app_public.drafts is
  'A fantasy draft. This row is the truth about its state and its clock; the job is only its alarm.';
comment on column app_public.drafts.id is 'The draft''s identity.';
comment on column app_public.drafts.league_id is 'The league that drafts.';
comment on column app_public.drafts.pool_id is 'The players to choose from.';
comment on column app_public.drafts.state is 'Where the draft is in its life.';
comment on column app_public.drafts.visibility is 'Who may watch.';
comment on column app_public.drafts.starts_at is 'When the draft opens by itself; null when somebody opens it.';
comment on column app_public.drafts.current_pick is
  'The first open cell of the board: the pick on the clock. Null before the draft opens and after it ended.';
comment on column app_public.drafts.next_deadline is
  'When the clock of the current pick runs out, on the database''s clock. Null unless in progress.';
comment on column app_public.drafts.remaining is 'What was left of the clock when the draft was paused.';
comment on column app_public.drafts.version is
  'The number of the draft''s last event. Whoever decides on what was read names it; a newer one makes it stale.';
comment on column app_public.drafts.job_id is 'The alarm: the graphile-worker job that runs at the deadline.';
comment on column app_public.drafts.last_timeout_at is 'When the clock last picked.';
comment on column app_public.drafts.timeout_count is 'How many picks the clock made.';
comment on column app_public.drafts.attempt_count is 'How often the pick on the clock failed by now.';
comment on column app_public.drafts.last_error is 'Why it failed the last time.';
comment on column app_public.drafts.retry_at is 'When it is tried again. Null when healthy.';
comment on column app_public.drafts.due_at is 'When the clock acts next: the retry, else the deadline.';
comment on column app_public.drafts.created_at is 'When the draft was created.';
comment on column app_public.drafts.opened_at is 'When the first pick went on the clock.';
comment on column app_public.drafts.ended_at is 'When the draft was completed or cancelled.';
create index drafts_by_due_time on app_public.drafts (due_at) where state = 'IN_PROGRESS';
create index drafts_by_league on app_public.drafts (league_id);
create index drafts_by_pool on app_public.drafts (pool_id);

create table app_public.draft_settings (
  draft_id uuid primary key references app_public.drafts on delete cascade,
  pick_order jsonb not null,
  rounds integer not null,
  seconds_per_pick double precision not null,
  seconds_per_pick_by_round jsonb not null default '{}',
  roster_slots jsonb not null,
  traded_picks jsonb not null default '[]',
  limit_positions integer[] not null default '{}',
  limit_players integer[] not null default '{}',
  constraint draft_settings_have_1_to_100_rounds check (rounds between 1 and 100),
  constraint draft_settings_have_a_sane_clock check (seconds_per_pick between 0.05 and 2592000),
  constraint draft_settings_pair_each_limit_with_its_positions
    check (cardinality(limit_positions) = cardinality(limit_players))
);
comment on table app_public.draft_settings is
  'How a draft is played. Apart from the draft''s row, which every pick rewrites.';
comment on column app_public.draft_settings.draft_id is 'The draft.';
comment on column app_public.draft_settings.pick_order is 'The order of the slots: its kind and what belongs to it.';
comment on column app_public.draft_settings.rounds is 'How many rounds are played.';
comment on column app_public.draft_settings.seconds_per_pick is 'The clock of a pick, in seconds.';
comment on column app_public.draft_settings.seconds_per_pick_by_round is
  'Clocks of single rounds, in seconds, by round number.';
comment on column app_public.draft_settings.roster_slots is
  'The seats of a roster: name, how many, and which positions may sit there.';
comment on column app_public.draft_settings.traded_picks is
  'Cells that another team owns: round, slot, and the slot of the owner.';
comment on column app_public.draft_settings.limit_positions is
  'Roster limits, decided when the draft opens: the positions of each, as bits of the pool.';
comment on column app_public.draft_settings.limit_players is
  'Roster limits: at most so many players of a team play nothing but those positions.';

create table app_public.draft_slots (
  draft_id uuid not null references app_public.drafts on delete cascade,
  slot integer not null,
  team_id uuid not null references app_public.teams on delete restrict,
  autopilot boolean not null default false,
  strategy text not null default 'standard',
  primary key (draft_id, slot),
  constraint draft_slots_seat_a_team_once unique (draft_id, team_id),
  constraint draft_slots_number_1_to_64 check (slot between 1 and 64)
);
comment on table app_public.draft_slots is 'The teams of a draft, in draft order.';
comment on column app_public.draft_slots.draft_id is 'The draft.';
comment on column app_public.draft_slots.slot is 'The place in the draft order, from 1.';
comment on column app_public.draft_slots.team_id is 'The team that drafts from this place.';
comment on column app_public.draft_slots.autopilot is 'Whether the service picks for the team at once.';
comment on column app_public.draft_slots.strategy is 'How an auto-pick chooses for the team.';
create index draft_slots_by_team on app_public.draft_slots (team_id);

-- No foreign key to players: ten thousand drafts of one pool take the same stars at the same moment, and
-- each key check would lock that one row. The door checks the pool instead, and pools never change.
create table app_public.picks (
  draft_id uuid not null references app_public.drafts on delete cascade,
  pick_number integer not null,
  round integer not null,
  slot integer not null,
  team_id uuid not null references app_public.teams on delete restrict,
  seconds double precision not null,
  player_id integer,
  source app_public.pick_source,
  strategy text,
  reason text,
  picked_by uuid references app_public.users on delete set null,
  picked_at timestamptz,
  primary key (draft_id, pick_number),
  constraint picks_player_drafted_once unique (draft_id, player_id),
  constraint picks_number_from_1 check (pick_number >= 1 and round >= 1 and slot >= 1),
  constraint picks_have_a_source_and_a_time_exactly_when_made
    check ((player_id is null) = (source is null) and (player_id is null) = (picked_at is null)),
  constraint picks_have_a_sane_clock check (seconds between 0.05 and 2592000)
)
with (fillfactor = 80);
comment on table app_public.picks is
  'The board of a draft: one cell for each pick, there from the moment the draft opens.';
comment on column app_public.picks.draft_id is 'The draft.';
comment on column app_public.picks.pick_number is 'The number of the pick, from 1.';
comment on column app_public.picks.round is 'The round, from 1.';
comment on column app_public.picks.slot is 'The place in the draft order the cell came from.';
comment on column app_public.picks.team_id is 'The team that owns the pick now; trades change it.';
comment on column app_public.picks.seconds is 'The clock of this pick, in seconds.';
comment on column app_public.picks.player_id is 'The player taken; null while the cell is open.';
comment on column app_public.picks.source is 'Who made the pick.';
comment on column app_public.picks.strategy is 'Which strategy chose, when the service picked.';
comment on column app_public.picks.reason is 'Why that player, in one sentence, when the service picked.';
comment on column app_public.picks.picked_by is 'The person who picked; null when the service did.';
comment on column app_public.picks.picked_at is 'When the pick was made, on the database''s clock.';
create index picks_made_by_team on app_public.picks (draft_id, team_id) include (player_id)
  where player_id is not null;

create table app_public.queue_entries (
  draft_id uuid not null references app_public.drafts on delete cascade,
  team_id uuid not null references app_public.teams on delete cascade,
  place integer not null,
  player_id integer not null references app_public.players on delete cascade,
  primary key (draft_id, team_id, place),
  constraint queue_entries_name_a_player_once unique (draft_id, team_id, player_id),
  constraint queue_entries_are_placed_1_to_500 check (place between 1 and 500)
);
comment on table app_public.queue_entries is
  'A team''s private wish list: whom an auto-pick takes first. Players taken meanwhile stay and are passed over.';
comment on column app_public.queue_entries.draft_id is 'The draft.';
comment on column app_public.queue_entries.team_id is 'The team whose wish it is.';
comment on column app_public.queue_entries.place is 'The place in the list, from 1.';
comment on column app_public.queue_entries.player_id is 'The player wished for.';
create index queue_entries_by_player on app_public.queue_entries (player_id);

create table app_public.draft_events (
  draft_id uuid not null references app_public.drafts on delete cascade,
  version integer not null,
  at timestamptz not null,
  kind app_public.draft_event_kind not null,
  data jsonb not null default '{}',
  primary key (draft_id, version),
  constraint draft_events_are_numbered_from_1 check (version >= 1)
);
comment on table app_public.draft_events is
  'What happened to a draft, numbered without gaps. It holds only what every viewer of the draft may see.';
comment on column app_public.draft_events.draft_id is 'The draft.';
comment on column app_public.draft_events.version is 'The number of the event within its draft, from 1, without gaps.';
comment on column app_public.draft_events.at is 'When it happened, on the database''s clock.';
comment on column app_public.draft_events.kind is 'What happened.';
comment on column app_public.draft_events.data is 'The facts, enough to rebuild the draft by folding its events.';

create table app_private.draft_transitions (
  from_state app_public.draft_state not null,
  to_state app_public.draft_state not null,
  primary key (from_state, to_state),
  constraint draft_transitions_lead_somewhere_else check (from_state <> to_state)
);
comment on table app_private.draft_transitions is 'The changes of state a draft may make; everything else is refused.';
insert into app_private.draft_transitions (from_state, to_state) values
  ('SCHEDULED', 'IN_PROGRESS'),
  ('SCHEDULED', 'CANCELLED'),
  ('IN_PROGRESS', 'PAUSED'),
  ('IN_PROGRESS', 'COMPLETED'),
  ('IN_PROGRESS', 'CANCELLED'),
  ('PAUSED', 'IN_PROGRESS'),
  ('PAUSED', 'CANCELLED'),
  ('COMPLETED', 'PAUSED');

-- The body lives in functions/check_transition.sql; the trigger needs the name.
create function app_private.check_transition() returns trigger language plpgsql as 'begin return new; end';
create trigger drafts_change_state_as_allowed
  before update of state on app_public.drafts
  for each row when (old.state is distinct from new.state)
  execute function app_private.check_transition();

-- One request for a pick with its verdict: what apply_picks answers, and what it works with inside.
create type app_private.judged_pick as (
  ordinal integer,
  draft_id uuid,
  -- picked, repeated (the same request came before), stale, skipped (locked by somebody), refused
  outcome text,
  code text,
  numbers jsonb,
  pick_number integer,
  round integer,
  slot integer,
  team_id uuid,
  player_id integer,
  source app_public.pick_source,
  strategy text,
  reason text,
  picked_by uuid,
  version integer,
  job_id bigint,
  deadline timestamptz,
  next_pick integer,
  next_team_id uuid,
  next_deadline timestamptz,
  picked_at timestamptz
);
