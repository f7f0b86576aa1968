-- Who drafts, and from which players. The drafts themselves follow in the next file.

create schema app_public;
comment on schema app_public is 'What the API may read.';
create schema app_private;
comment on schema app_private is 'The door and what only the door and the workers touch.';

-- One rule for every name a person types: one readable line of 1 to 100 characters.

create table app_public.users (
  id uuid primary key default gen_random_uuid(),
  name text not null,
  created_at timestamptz not null default now(),
  constraint users_have_a_readable_name
    check (name ~ '^[^[:cntrl:]]{1,100}$' and name ~ '[^[:space:]]')
);
comment on table app_public.users is 'A person who runs a league or drafts for a team.';
comment on column app_public.users.id is 'The subject of the person''s token.';
comment on column app_public.users.name is 'The name others see.';
comment on column app_public.users.created_at is 'When the person was first seen.';

create table app_public.leagues (
  id uuid primary key default gen_random_uuid(),
  name text not null,
  commissioner_id uuid not null references app_public.users on delete restrict,
  created_at timestamptz not null default now(),
  constraint leagues_have_a_readable_name
    check (name ~ '^[^[:cntrl:]]{1,100}$' and name ~ '[^[:space:]]')
);
comment on table app_public.leagues is 'A group of teams that draft together, run by a commissioner.';
comment on column app_public.leagues.id is 'The league''s identity.';
comment on column app_public.leagues.name is 'The league''s name.';
comment on column app_public.leagues.commissioner_id is 'The person who runs the league.';
comment on column app_public.leagues.created_at is 'When the league was created.';
create index leagues_by_commissioner on app_public.leagues (commissioner_id);

create table app_public.teams (
  id uuid primary key default gen_random_uuid(),
  league_id uuid not null references app_public.leagues on delete cascade,
  name text not null,
  manager_id uuid references app_public.users on delete set null,
  created_at timestamptz not null default now(),
  constraint teams_have_a_name_of_their_own_in_the_league unique (league_id, name),
  constraint teams_have_a_readable_name
    check (name ~ '^[^[:cntrl:]]{1,100}$' and name ~ '[^[:space:]]')
);
comment on table app_public.teams is 'A team of a league; its manager drafts for it.';
comment on column app_public.teams.id is 'The team''s identity.';
comment on column app_public.teams.league_id is 'The league the team plays in.';
comment on column app_public.teams.name is 'The team''s name, its own within the league.';
comment on column app_public.teams.manager_id is 'The person who drafts for the team; null while nobody does.';
comment on column app_public.teams.created_at is 'When the team was created.';
create index teams_by_manager on app_public.teams (manager_id);

create table app_public.player_pools (
  id uuid primary key default gen_random_uuid(),
  name text not null,
  positions text[] not null,
  created_at timestamptz not null default now(),
  constraint player_pools_have_1_to_31_positions check (cardinality(positions) between 1 and 31),
  constraint player_pools_have_a_readable_name
    check (name ~ '^[^[:cntrl:]]{1,100}$' and name ~ '[^[:space:]]')
);
comment on table app_public.player_pools is
  'A list of players that drafts can choose from. It never changes once created: an update is a new pool.';
comment on column app_public.player_pools.id is 'The pool''s identity.';
comment on column app_public.player_pools.name is 'What the pool is called.';
comment on column app_public.player_pools.positions is
  'Every position a player of the pool can play, at most 31; a position''s place in this list is its bit.';
comment on column app_public.player_pools.created_at is 'When the pool was created.';

create table app_public.players (
  id integer primary key generated always as identity,
  pool_id uuid not null references app_public.player_pools on delete cascade,
  rank integer not null,
  name text not null,
  positions text[] not null,
  position_bits integer not null,
  pro_team text,
  bye_week integer,
  constraint players_have_a_rank_of_their_own_in_the_pool unique (pool_id, rank),
  constraint players_are_ranked_from_1 check (rank >= 1),
  constraint players_have_a_position check (cardinality(positions) >= 1 and position_bits > 0),
  constraint players_have_a_short_pro_team check (char_length(pro_team) between 1 and 40),
  constraint players_have_a_bye_within_a_season check (bye_week between 1 and 60),
  constraint players_have_a_readable_name
    check (name ~ '^[^[:cntrl:]]{1,100}$' and name ~ '[^[:space:]]')
);
comment on table app_public.players is 'A player of a pool.';
comment on column app_public.players.id is 'The player''s identity; what a pick names.';
comment on column app_public.players.pool_id is 'The pool the player belongs to.';
comment on column app_public.players.rank is 'The player''s place in the pool''s ranking; 1 is the best.';
comment on column app_public.players.name is 'The player''s name.';
comment on column app_public.players.positions is 'The positions the player may fill.';
comment on column app_public.players.position_bits is
  'The same positions as bits: bit i stands for element i + 1 of the pool''s list. Roster limits count with them.';
comment on column app_public.players.pro_team is 'The professional team the player belongs to.';
comment on column app_public.players.bye_week is 'The week in which the professional team does not play.';
