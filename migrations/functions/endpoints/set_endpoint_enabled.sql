-- Switches an endpoint off, or on again: then its circuit breaker is closed, and it gets what happened meanwhile. What is so already stays,
-- and is not noted.
create or replace function app_private.set_endpoint_enabled(endpoint uuid, enabled boolean, actor app_private.actor)
returns void
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = '2s'
as $$
declare
  seen constant app_public.endpoints := app_private.require_endpoint(endpoint, actor);
  is_changed boolean;
begin
  if enabled then
    update app_public.endpoints e
    set disabled_at = null, disabled_because = null, failures = 0, failing_since = null, open_until = null
    where e.id = endpoint and (e.disabled_at is not null or e.failures > 0 or e.open_until is not null);
    is_changed := found;
    update app_private.endpoint_cursors c set retry_at = null where c.endpoint_id = endpoint and c.retry_at is not null;
    is_changed := is_changed or found;
  else
    update app_public.endpoints e
    set disabled_at = clock_timestamp(), disabled_because = 'Somebody switched it off.'
    where e.id = endpoint and e.disabled_at is null;
    is_changed := found;
  end if;
  if is_changed then
    perform app_private.audit_endpoint(actor, case when enabled then 'ENDPOINT_ENABLED' else 'ENDPOINT_DISABLED' end, seen);
  end if;
end;
$$;
