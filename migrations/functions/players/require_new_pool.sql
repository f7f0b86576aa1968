-- Refuses who may not make a pool, for_all (which only operators may) or of their own, or has too many: asked before anything is made of the
-- players.
create or replace function app_private.require_new_pool(for_all boolean, actor app_private.actor)
returns void
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  most_pools constant integer := 50;
begin
  if for_all then
    perform app_private.require_operator(actor);
    return;
  end if;
  perform app_private.require_person(actor);
  if (select count(*) from app_public.player_pools p where p.owner_id = (actor).user_id) >= most_pools then
    perform app_private.refuse('TOO_MANY_POOLS', jsonb_build_object('most', most_pools));
  end if;
end;
$$;
