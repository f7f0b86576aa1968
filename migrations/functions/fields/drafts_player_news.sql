-- What is new of the players of a draft's pool since a number of the pool, in the order in which it was told.
create or replace function app_public.drafts_player_news(draft app_public.drafts, since_version integer default 0)
returns setof app_public.player_statuses
language sql
stable
as $$
  select s.* from app_public.player_statuses s
  where s.pool_id = draft.pool_id and s.version > since_version
  order by s.version, s.player_id;
$$;
comment on function app_public.drafts_player_news(app_public.drafts, integer) is
  'What is new of the players to choose from since a version of the pool (PlayerPool.statusVersion), in the order in which it was told.';
