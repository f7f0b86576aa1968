-- An endpoint took an event: its circuit breaker closes. A success among many writes nothing.
create or replace function app_private.note_success(endpoint uuid, at timestamptz)
returns void
language sql
volatile
set search_path = pg_catalog, pg_temp
as $$
  update app_public.endpoints e
  set failures = 0, failing_since = null, open_until = null, last_delivered_at = note_success.at
  where e.id = endpoint
    and (e.failures > 0 or e.open_until is not null or e.last_delivered_at is null
      or e.last_delivered_at < note_success.at - interval '10 seconds');
$$;
