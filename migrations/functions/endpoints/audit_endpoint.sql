-- Notes what was done with an endpoint in the audit of its league; one of all leagues has none.
create or replace function app_private.audit_endpoint(
  actor app_private.actor,
  action text,
  seen app_public.endpoints
)
returns void
language plpgsql
volatile
as $$
begin
  if seen.league_id is not null then
    perform app_private.audit(
      actor, action, seen.league_id, null, null,
      jsonb_build_object('endpointId', seen.id, 'kind', seen.kind, 'address', seen.address)
    );
  end if;
end;
$$;
