-- Asks for a test event to be sent to an endpoint, also where it is switched off or its circuit breaker is open; the log of its deliveries
-- says what came of it.
create or replace function app_private.test_endpoint(endpoint uuid, actor app_private.actor)
returns void
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = '2s'
as $$
begin
  perform app_private.require_endpoint(endpoint, actor);
  perform graphile_worker_relay.add_job(
    'send_extra', json_build_object('endpointId', endpoint, 'deadLetterId', null), job_key => 'test ' || endpoint, max_attempts => 1
  );
end;
$$;
