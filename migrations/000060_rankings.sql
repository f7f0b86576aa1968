-- Rankings: in which order a person would take the players of a pool. Nobody else ever sees one.

create table app_public.rankings (
  id uuid primary key default gen_random_uuid(),
  owner_id uuid not null references app_public.users on delete cascade,
  pool_id uuid not null references app_public.player_pools on delete cascade,
  name text not null,
  player_ids integer[] not null,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint rankings_have_a_name_of_their_own_in_the_pool unique (pool_id, owner_id, name),
  constraint rankings_have_a_readable_name check (coalesce(name = app_private.plain_name(name), false)),
  constraint rankings_list_at_most_5000_players check (cardinality(player_ids) <= 5000)
);
comment on table app_public.rankings is
  'A private list of players of a pool, the most wanted first. The one that is called "default" counts when the service picks for a team of its owner; the queue comes before it.';
comment on column app_public.rankings.id is 'The ranking''s identity.';
comment on column app_public.rankings.owner_id is 'Whose it is. Nobody else sees it.';
comment on column app_public.rankings.pool_id is 'The pool whose players it lists.';
comment on column app_public.rankings.name is 'What its owner calls it; their own within the pool.';
comment on column app_public.rankings.player_ids is 'The players, the most wanted first.';
comment on column app_public.rankings.version is 'How often its players were replaced.';
comment on column app_public.rankings.created_at is 'When it was made.';
comment on column app_public.rankings.updated_at is 'When its players were last replaced.';
create index rankings_by_owner on app_public.rankings (owner_id);

alter table app_public.rankings enable row level security;
-- Its owner's alone: neither commissioners nor operators read it.
create policy rankings_are_seen_by_their_owner on app_public.rankings for select using (
  owner_id = app_public.viewer_id()
);
