-- Removes a ranking of the actor. One of somebody else is one that there is not.
create or replace function app_private.delete_ranking(ranking uuid, actor app_private.actor)
returns void
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = '2s'
as $$
declare
  owner constant uuid := app_private.lock_person(actor);
  pool uuid;
begin
  delete from app_public.rankings r where r.id = ranking and r.owner_id = owner returning r.pool_id into pool;
  if not found then
    perform app_private.refuse('RANKING_NOT_FOUND');
  end if;
  perform app_private.outdate_choices(owner, pool);
end;
$$;
