-- An import may say at which place its players are drafted elsewhere. It belongs to the pool, as their teams do; what is new of a player
-- (player_statuses) says it anew.
alter table app_public.players add column adp double precision;
alter table app_public.players add constraint players_have_an_adp_of_0_to_10000 check (adp > 0 and adp <= 10000);
comment on column app_public.players.adp is
  'The average place at which the player was drafted elsewhere when the pool was made; null: not known. What is known since then is told by the status.';
comment on column app_public.player_statuses.adp is
  'The average place at which the player is drafted elsewhere now; null: that of the pool.';
