-- Refuses a pool that has fewer players than a draft has picks to be filled, keepers included.
create or replace function app_private.require_pool_size(pool uuid, picks integer)
returns void
language plpgsql
stable
as $$
declare
  pool_size integer;
begin
  select count(*) into pool_size from app_public.players p where p.pool_id = pool;
  if pool_size < picks then
    perform app_private.refuse('POOL_TOO_SMALL', jsonb_build_object('players', pool_size, 'picks', picks));
  end if;
end;
$$;
