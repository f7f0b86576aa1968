-- Pools belong to somebody, or to all.

alter table app_public.player_pools
  add column owner_id uuid references app_public.users on delete restrict;
comment on column app_public.player_pools.owner_id is
  'Whose pool it is: seen by them and by who may watch a draft with it. Null: it is for everybody.';
create index player_pools_by_owner on app_public.player_pools (owner_id) where owner_id is not null;

-- The same for each player, so that reading the players of a pool for everybody asks nothing of the pool.
alter table app_public.players add column is_private boolean not null default false;
comment on column app_public.players.is_private is 'Whether the pool belongs to somebody.';

drop policy player_pools_are_for_everybody on app_public.player_pools;
create policy player_pools_are_seen_by_their_owner_or_with_a_draft on app_public.player_pools for select using (
  owner_id is null
  or owner_id = app_public.viewer_id()
  or app_public.viewer_is_operator()
  or exists (select from app_public.drafts d where d.pool_id = player_pools.id)
);
drop policy players_are_for_everybody on app_public.players;
create policy players_are_seen_with_the_pool on app_public.players for select using (
  not is_private
  or exists (select from app_public.player_pools p where p.id = pool_id)
);

-- They take who asks, or whose it is.
drop function if exists app_private.create_pool(text, jsonb);
drop function if exists app_private.read_position_supply(uuid, uuid);
