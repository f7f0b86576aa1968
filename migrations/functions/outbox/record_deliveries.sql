-- Records what became of events of a stream, in order, and answers the next ones to send, under the same lease; no events: there are none,
-- or a failure came last, and the lease is given back.
--
-- An endpoint that took longer than five seconds holds a relay as one that fails does: that counts as a failure for its circuit breaker, though
-- the event was delivered, and what is left of the stream waits for a job of its own.
--
-- results: [{version, ok, status, milliseconds, request, response, error, gone, retryAfter}]; only the last may have failed. What was
-- delivered counts also where the lease went to somebody else meanwhile: the cursor only ever moves on.
create or replace function app_private.record_deliveries(
  endpoint uuid,
  stream uuid,
  lease uuid,
  results jsonb,
  most integer
)
returns jsonb
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
set lock_timeout = '5s'
as $$
declare
  leased_for constant interval := '30 seconds';
  slow_after constant double precision := 5000;
  at timestamptz;
  cursor_now app_private.endpoint_cursors;
  delivered integer;
  slowest double precision;
  tried_again_at timestamptz;
  failed jsonb := case when not (results -> -1 ->> 'ok')::boolean then results -> -1 end;
  next_events jsonb := '[]';
begin
  -- What is forgotten of it in a crash is delivered again: it need not wait for the disk.
  perform set_config('synchronous_commit', 'off', true);
  select * into cursor_now from app_private.endpoint_cursors c
  where c.stream_id = stream and c.endpoint_id = endpoint
  for no key update;
  if not found then
    return '[]';
  end if;
  at := clock_timestamp();
  perform app_private.log_deliveries(endpoint, stream, at, results);
  select max((r ->> 'version')::integer), max((r ->> 'milliseconds')::double precision) into delivered, slowest
  from jsonb_array_elements(results) as r where (r ->> 'ok')::boolean;
  if delivered > cursor_now.version then
    cursor_now.version := delivered;
    cursor_now.attempts := 0;
    cursor_now.retry_at := null;
  end if;
  if slowest <= slow_after then
    perform app_private.note_success(endpoint, at);
  elsif slowest > slow_after and failed is null then
    perform app_private.note_endpoint_failure(
      endpoint, at, format('It took the event after %s seconds. Answer within five.', round(slowest / 1000)), null, false
    );
  end if;
  if failed is not null and (failed ->> 'version')::integer = cursor_now.version + 1 then
    cursor_now := app_private.note_failure(cursor_now, failed, at);
  end if;
  if cursor_now.lease is distinct from record_deliveries.lease then
    -- Taken over meanwhile.
    update app_private.endpoint_cursors c set version = cursor_now.version
    where c.stream_id = stream and c.endpoint_id = endpoint;
    return '[]';
  end if;
  if failed is null then
    next_events := app_private.read_stream(stream, cursor_now.is_draft, cursor_now.version, most);
  end if;
  if slowest > slow_after and next_events <> '[]' then
    next_events := '[]';
    select coalesce(e.open_until, at) into tried_again_at from app_public.endpoints e where e.id = endpoint;
  end if;
  update app_private.endpoint_cursors c
  set version = cursor_now.version, attempts = cursor_now.attempts, retry_at = cursor_now.retry_at,
      lease = case when next_events <> '[]' then cursor_now.lease end,
      leased_until = case when next_events <> '[]' then at + leased_for end
  where c.stream_id = stream and c.endpoint_id = endpoint;
  if failed is not null then
    perform app_private.add_delivery_jobs(array[stream], array[endpoint], coalesce(cursor_now.retry_at, at));
  elsif tried_again_at is not null then
    perform app_private.add_delivery_jobs(array[stream], array[endpoint], tried_again_at);
  elsif next_events = '[]' and cursor_now.is_draft then
    perform app_private.end_stream(stream, endpoint);
  end if;
  return next_events;
end;
$$;
