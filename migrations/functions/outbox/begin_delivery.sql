-- Begins to deliver a stream to an endpoint, where nobody does and the endpoint can be tried now: leases the cursor and answers what to
-- send, in order. No row: there is nothing to do.
--
-- Where the circuit breaker lets one delivery try (is_probe), that is a single event, and others wait for what comes of it. secrets: those
-- to sign with. events: as read_stream has them.
create or replace function app_private.begin_delivery(endpoint uuid, stream uuid, lease uuid, most integer)
returns table (
  at timestamptz,
  kind app_public.endpoint_kind,
  league_id uuid,
  target text,
  secrets text[],
  is_draft boolean,
  is_probe boolean,
  events jsonb
)
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
set lock_timeout = '2s'
as $$
declare
  leased_for constant interval := '30 seconds';
  -- Longer than a delivery takes: then another one may try.
  probe_for constant interval := '30 seconds';
  cursor_now app_private.endpoint_cursors;
  to_endpoint app_public.endpoints;
begin
  -- A lease that is forgotten in a crash is taken again: it need not wait for the disk.
  perform set_config('synchronous_commit', 'off', true);
  select * into cursor_now from app_private.endpoint_cursors c
  where c.stream_id = stream and c.endpoint_id = endpoint
  for no key update;
  at := clock_timestamp();
  if not found or cursor_now.leased_until > at or cursor_now.retry_at > at then
    return;
  end if;
  select * into to_endpoint from app_public.endpoints e where e.id = endpoint;
  if to_endpoint.disabled_at is not null then
    return;
  end if;
  is_probe := to_endpoint.open_until is not null;
  events := app_private.read_stream(stream, cursor_now.is_draft, cursor_now.version, case when is_probe then 1 else most end);
  if events = '[]' then
    if cursor_now.is_draft then
      perform app_private.end_stream(stream, endpoint);
    end if;
    return;
  end if;
  if is_probe then
    update app_public.endpoints e set open_until = begin_delivery.at + probe_for
    where e.id = endpoint and e.open_until <= begin_delivery.at;
    if not found then
      return;
    end if;
  end if;
  update app_private.endpoint_cursors c set lease = begin_delivery.lease, leased_until = begin_delivery.at + leased_for
  where c.stream_id = stream and c.endpoint_id = endpoint;
  kind := to_endpoint.kind;
  league_id := coalesce(
    (select d.league_id from app_public.drafts d where cursor_now.is_draft and d.id = stream), stream
  );
  is_draft := cursor_now.is_draft;
  select t.target into target from app_private.endpoint_targets t where t.endpoint_id = endpoint;
  secrets := app_private.signing_secrets(endpoint, at);
  return next;
end;
$$;
