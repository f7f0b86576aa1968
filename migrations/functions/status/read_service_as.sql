-- The same as read_service, for operators alone: what the API asks.
create or replace function app_private.read_service_as(
  most_counted integer,
  most_told integer,
  locked_long double precision,
  most_cursors integer,
  actor app_private.actor
)
returns jsonb
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  perform app_private.require_operator(actor);
  return app_private.read_service(most_counted, most_told, locked_long, most_cursors);
end;
$$;
