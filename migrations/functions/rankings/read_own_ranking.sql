-- The players of a ranking of the actor, the most wanted first. Of one of somebody else, or that is gone: none.
create or replace function app_private.read_own_ranking(ranking uuid, actor app_private.actor)
returns integer[]
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
  select coalesce((select r.player_ids from app_public.rankings r where r.id = ranking and r.owner_id = (actor).user_id), '{}');
$$;
