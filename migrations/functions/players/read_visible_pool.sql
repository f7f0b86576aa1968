-- The players of a pool that the actor may see, the best first, as JSON in a text: whoever matches names with them reads it in a thread of
-- its own.
create or replace function app_private.read_visible_pool(pool uuid, actor app_private.actor)
returns text
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  perform app_private.require_signed_in(actor);
  perform app_private.require_visible_pool(pool, actor);
  return (
    select coalesce(
      json_agg(
        json_build_object('id', p.id, 'name', p.name, 'positions', p.positions, 'proTeam', p.pro_team) order by p.rank
      ),
      '[]'
    )
    from app_public.players p
    where p.pool_id = pool
  );
end;
$$;
