-- How a team's auto-picks are chosen: the league's default is a setting of the draft, a team's own strategy is private to it. And of the
-- reason of a pick the half that only the team may read.

alter table app_public.draft_settings
  add column strategy text not null default 'standard',
  add column strategy_options jsonb not null default '{}',
  add constraint draft_settings_name_a_strategy check (strategy ~ '^[a-zA-Z0-9_.:-]{1,100}$'),
  add constraint draft_settings_have_strategy_options_by_name check (jsonb_typeof(strategy_options) = 'object');
comment on column app_public.draft_settings.strategy is
  'How auto-picks are chosen for teams that set no strategy of their own.';
comment on column app_public.draft_settings.strategy_options is 'Options of that strategy; its schema is known to the query strategies.';

create table app_public.team_strategies (
  draft_id uuid not null references app_public.drafts on delete cascade,
  team_id uuid not null references app_public.teams on delete cascade,
  manager_id uuid references app_public.users on delete cascade,
  strategy text not null,
  options jsonb not null default '{}',
  set_at timestamptz not null,
  primary key (draft_id, team_id),
  constraint team_strategies_name_a_strategy check (strategy ~ '^[a-zA-Z0-9_.:-]{1,100}$'),
  constraint team_strategies_have_options_by_name check (jsonb_typeof(options) = 'object')
);
comment on table app_public.team_strategies is
  'How auto-picks are chosen for a team that set a strategy of its own. Private to the team.';
comment on column app_public.team_strategies.draft_id is 'The draft.';
comment on column app_public.team_strategies.team_id is 'The team.';
comment on column app_public.team_strategies.manager_id is
  'The manager of the team when it was set; null: it had none. Only while they manage the team, it counts.';
comment on column app_public.team_strategies.strategy is 'The strategy, by its name.';
comment on column app_public.team_strategies.options is 'Its options, as they were given; whatever is left out is at its default.';
comment on column app_public.team_strategies.set_at is 'When it was set.';
create index team_strategies_by_team on app_public.team_strategies (team_id);
create index team_strategies_by_manager on app_public.team_strategies (manager_id);
alter table app_public.team_strategies enable row level security;
create policy team_strategies_are_seen_by_the_manager on app_public.team_strategies for select using (
  manager_id = app_public.viewer_id()
  and exists (select from app_public.teams t where t.id = team_id and t.manager_id = app_public.viewer_id())
);
-- Whoever runs the league sets it for a team that nobody manages.
create policy team_strategies_without_a_manager_are_seen_by_the_commissioner on app_public.team_strategies for select using (
  manager_id is null
  and exists (
    select from app_public.teams t
    where t.id = team_id and t.manager_id is null and t.league_id in (select app_private.viewer_runs())
  )
);

-- Nothing could set another one than the default, and everybody could read it.
alter table app_public.draft_slots drop column strategy;

create table app_public.pick_reasons (
  draft_id uuid not null references app_public.drafts on delete cascade,
  pick_number integer not null,
  picked_at timestamptz not null,
  team_id uuid not null references app_public.teams on delete cascade,
  manager_id uuid not null references app_public.users on delete cascade,
  reason text not null,
  primary key (draft_id, pick_number)
);
comment on table app_public.pick_reasons is
  'What only the team may read of why the service picked a player: the place in its queue, what it gave up.';
comment on column app_public.pick_reasons.draft_id is 'The draft.';
comment on column app_public.pick_reasons.pick_number is 'The number of the pick.';
comment on column app_public.pick_reasons.picked_at is
  'When the pick was made. A cell that was emptied and filled again has another time, and this belongs to the pick before.';
comment on column app_public.pick_reasons.team_id is 'The team that was picked for.';
comment on column app_public.pick_reasons.manager_id is 'Its manager at that time, whose queue it was.';
comment on column app_public.pick_reasons.reason is 'The private half of the reason.';
create index pick_reasons_by_team on app_public.pick_reasons (team_id);
create index pick_reasons_by_manager on app_public.pick_reasons (manager_id);
alter table app_public.pick_reasons enable row level security;
create policy pick_reasons_are_seen_by_the_manager on app_public.pick_reasons for select using (
  manager_id = app_public.viewer_id()
  and exists (select from app_public.teams t where t.id = team_id and t.manager_id = app_public.viewer_id())
);
