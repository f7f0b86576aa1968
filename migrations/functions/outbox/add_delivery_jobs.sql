-- A job for each of these streams and endpoints, place by place: delivers what is new. A job that waits already stays as it is, and one
-- that runs gets a successor.
create or replace function app_private.add_delivery_jobs(streams uuid[], endpoints uuid[], run_at timestamptz default null)
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
begin
  if cardinality(streams) = 0 then
    return;
  end if;
  -- A job is not the guarantee, the cursor is: it need not wait for the disk. Its NOTIFY holds a lock of the whole server until then.
  perform set_config('synchronous_commit', 'off', true);
  perform graphile_worker_relay.add_jobs(array(
    select row(
      'deliver', json_build_object('endpointId', n.endpoint, 'streamId', n.stream), null,
      add_delivery_jobs.run_at, null, n.endpoint || ' ' || n.stream, null, null
    )::graphile_worker_relay.job_spec
    from unnest(streams, endpoints) as n (stream, endpoint)
  ));
end;
$$;
