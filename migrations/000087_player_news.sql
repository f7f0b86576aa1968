-- Rooms that are open are told what is new of players: which of them changed since a number of their pool.
alter table app_public.player_statuses add column version integer not null default 0;
comment on column app_public.player_statuses.version is
  'The number of the pool (its statusVersion) with which this was told; 0: before these were counted by player.';
create index player_statuses_by_version on app_public.player_statuses (pool_id, version);
-- squawk-ignore require-concurrent-index-deletion: there are at most some thousand rows
drop index app_public.player_statuses_by_pool;
