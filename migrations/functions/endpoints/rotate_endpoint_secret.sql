-- Gives an endpoint another secret. Messages are signed with the former one as well, for so long, unless
-- there are so many newer ones that it is good no more.
create or replace function app_private.rotate_endpoint_secret(
  endpoint uuid,
  secret text,
  former_for interval,
  actor app_private.actor
)
returns void
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = '2s'
as $$
declare
  seen constant app_public.endpoints := app_private.require_endpoint(endpoint, actor);
  now_there constant timestamptz := clock_timestamp();
begin
  if seen.kind <> 'WEBHOOK' then
    perform app_private.refuse('ENDPOINT_HAS_NO_SECRET', jsonb_build_object('kind', seen.kind));
  end if;
  update app_private.endpoint_secrets s
  set expires_at = least(s.expires_at, now_there + former_for)
  where s.endpoint_id = endpoint;
  -- Only the newest go on beside the new one: whoever exchanges secrets again and again would have each message signed thousands of times.
  delete from app_private.endpoint_secrets s
  where s.endpoint_id = endpoint and s.secret not in (
    select newest.secret from app_private.endpoint_secrets newest
    where newest.endpoint_id = endpoint and newest.expires_at > now_there
    order by newest.created_at desc, newest.secret
    limit app_private.most_secrets() - 1
  );
  insert into app_private.endpoint_secrets (endpoint_id, secret, created_at)
  values (endpoint, rotate_endpoint_secret.secret, now_there);
  perform app_private.audit_endpoint(actor, 'ENDPOINT_SECRET_ROTATED', seen);
end;
$$;
