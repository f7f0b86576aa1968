-- Writes deliveries into their log: the only insert into it. results: as record_deliveries takes them; stream: null for a test.
create or replace function app_private.log_deliveries(endpoint uuid, stream uuid, at timestamptz, results jsonb)
returns void
language sql
volatile
set search_path = pg_catalog, pg_temp
as $$
  insert into app_public.deliveries (endpoint_id, stream_id, version, at, succeeded, status, milliseconds, request, response, error)
  select
    endpoint, stream, r.version, log_deliveries.at, r.ok, r.status, r.milliseconds, r.request, r.response,
    case when not r.ok then coalesce(r.error, 'not taken') end
  from jsonb_to_recordset(results) as r (
    version integer, ok boolean, status integer, milliseconds double precision, request text, response text, error text
  );
$$;
