-- An endpoint did not take a delivery. Its circuit breaker opens after five in a row, at once where it said when to come back (retry_after,
-- in seconds), and for longer each time that a try fails. Where it is gone (HTTP 410) it is switched off.
create or replace function app_private.note_endpoint_failure(
  endpoint uuid,
  at timestamptz,
  error text,
  retry_after double precision,
  gone boolean
)
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  breaks_after constant integer := 5;
  first_seconds constant double precision := 5;
  longest_seconds constant double precision := 600;
  most_doublings constant integer := 10;
begin
  update app_public.endpoints e
  set failures = e.failures + 1,
      failing_since = coalesce(e.failing_since, note_endpoint_failure.at),
      last_error = left(note_endpoint_failure.error, 500),
      open_until = case
        when retry_after is not null then note_endpoint_failure.at + retry_after * interval '1 second'
        when e.failures + 1 >= breaks_after then note_endpoint_failure.at + interval '1 second' * (0.5 + random() / 2)
          * least(first_seconds * 2 ^ least(e.failures + 1 - breaks_after, most_doublings), longest_seconds)
        else e.open_until
      end,
      disabled_at = case when gone then coalesce(e.disabled_at, note_endpoint_failure.at) else e.disabled_at end,
      disabled_because = case when gone then coalesce(e.disabled_because, 'It answered that it is gone (HTTP 410).') else e.disabled_because end
  where e.id = endpoint;
end;
$$;
