-- Adds an endpoint: of a league, by who runs it, or of all leagues (null), by an operator. It gets what happens from now on. address: as
-- people see it; target: with what is secret in it; secret: what messages are signed with, or null where they are not. Answers its id.
create or replace function app_private.create_endpoint(
  league uuid,
  kind app_public.endpoint_kind,
  address text,
  target text,
  secret text,
  actor app_private.actor
)
returns uuid
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = '2s'
as $$
declare
  most_per_league constant integer := 10;
  now_there timestamptz;
  made app_public.endpoints;
begin
  perform app_private.require_new_endpoint(league, create_endpoint.kind, actor);
  perform pg_advisory_xact_lock(app_private.endpoints_lock());
  if (select count(*) from app_public.endpoints e where e.league_id is not distinct from league) >= most_per_league then
    perform app_private.refuse('TOO_MANY_ENDPOINTS', jsonb_build_object('most', most_per_league));
  end if;
  now_there := clock_timestamp();
  insert into app_public.endpoints (league_id, kind, address, created_at, created_by)
  values (league, create_endpoint.kind, create_endpoint.address, now_there, (actor).user_id)
  returning * into made;
  insert into app_private.endpoint_targets (endpoint_id, target) values (made.id, create_endpoint.target);
  if create_endpoint.secret is not null then
    insert into app_private.endpoint_secrets (endpoint_id, secret, created_at)
    values (made.id, create_endpoint.secret, now_there);
  end if;
  insert into app_private.endpoint_cursors (stream_id, endpoint_id, is_draft, version)
  select d.id, made.id, true, d.version from app_public.drafts d
  where (d.league_id = league or league is null) and not d.is_preview and d.state not in ('COMPLETED', 'CANCELLED')
  union all
  select l.id, made.id, false, coalesce(s.version, 0)
  from app_public.leagues l left join app_private.league_streams s on s.league_id = l.id
  where (l.id = league or league is null) and not l.is_preview;
  perform app_private.audit_endpoint(actor, 'ENDPOINT_CREATED', made);
  return made.id;
end;
$$;
