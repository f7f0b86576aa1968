-- Makes jobs for drafts that changed, for the endpoints that have not got their events and can be tried now. Answers how many.
create or replace function app_private.enqueue_deliveries(drafts uuid[])
returns integer
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
set enable_seqscan = off
set plan_cache_mode = force_generic_plan
set jit = off
as $$
declare
  at constant timestamptz := clock_timestamp();
  behind record;
begin
  select coalesce(array_agg(c.stream_id), '{}') as streams, coalesce(array_agg(c.endpoint_id), '{}') as endpoints
  into behind
  from unnest(drafts) as changed (id)
  join app_private.endpoint_cursors c on c.stream_id = changed.id
  join app_public.drafts d on d.id = c.stream_id and d.version > c.version
  join app_public.endpoints e on e.id = c.endpoint_id
  where e.disabled_at is null and (e.open_until is null or e.open_until <= at)
    and (c.retry_at is null or c.retry_at <= at) and (c.leased_until is null or c.leased_until <= at);
  perform app_private.add_delivery_jobs(behind.streams, behind.endpoints);
  return cardinality(behind.streams);
end;
$$;
