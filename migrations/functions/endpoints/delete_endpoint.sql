-- Removes an endpoint with its secrets, its dead letters and the log of its deliveries. Answers its league's id, null where it was of all leagues.
create or replace function app_private.delete_endpoint(endpoint uuid, actor app_private.actor)
returns table (league_id uuid)
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = '2s'
as $$
declare
  seen constant app_public.endpoints := app_private.require_endpoint(endpoint, actor);
begin
  delete from app_public.endpoints e where e.id = endpoint;
  perform app_private.audit_endpoint(actor, 'ENDPOINT_DELETED', seen);
  return query select seen.league_id;
end;
$$;
