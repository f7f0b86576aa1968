-- Pools never change, but whether a player can play does: what is new of a player, beside the pool.

create type app_public.playing_status as enum ('ACTIVE', 'DOUBTFUL', 'OUT', 'IR', 'SUSPENDED');
comment on type app_public.playing_status is 'Whether a player can play, as far as is known.';

alter table app_public.player_pools add column status_version integer not null default 0;
comment on column app_public.player_pools.status_version is
  'How often something new of its players was told: whoever keeps the pool in memory reads it again when this is higher.';
comment on table app_public.player_pools is
  'A list of players that drafts can choose from. Who is in it never changes once created; an update is a new pool. What is new of its players, such as an injury, is their status.';

create table app_public.player_statuses (
  player_id integer primary key references app_public.players on delete cascade,
  pool_id uuid not null references app_public.player_pools on delete cascade,
  status app_public.playing_status not null default 'ACTIVE',
  note text,
  since timestamptz not null,
  adp double precision,
  pro_team text,
  constraint player_statuses_have_a_readable_note check (
    app_private.plain_name(note, 500) is not distinct from note
  ),
  constraint player_statuses_have_an_adp_of_0_to_10000 check (adp > 0 and adp <= 10000),
  constraint player_statuses_have_a_short_pro_team check (char_length(pro_team) between 1 and 40)
);
comment on table app_public.player_statuses is
  'What is new of a player of a pool: whether they can play, and where they play and are drafted now. No row: nothing is known against playing.';
comment on column app_public.player_statuses.player_id is 'The player.';
comment on column app_public.player_statuses.pool_id is 'The pool of the player.';
comment on column app_public.player_statuses.status is 'Whether the player can play.';
comment on column app_public.player_statuses.note is 'What is known, in a line, such as "ankle, back in week 5".';
comment on column app_public.player_statuses.since is 'Since when the player has this status, on the database''s clock.';
comment on column app_public.player_statuses.adp is 'The average place at which the player is drafted elsewhere; null: not known.';
comment on column app_public.player_statuses.pro_team is 'The professional team now; null: that of the pool.';
create index player_statuses_by_pool on app_public.player_statuses (pool_id);
-- Answers the number of the pool and what is new of its players as well.
drop function if exists app_private.read_pool(uuid);
drop function if exists app_private.read_contexts(uuid[], boolean);
alter type app_private.draft_context add attribute pool_version integer;
alter table app_public.player_statuses enable row level security;
create policy player_statuses_are_seen_with_the_pool on app_public.player_statuses for select using (
  exists (select from app_public.player_pools p where p.id = pool_id)
);
