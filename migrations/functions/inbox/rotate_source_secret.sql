-- Gives a source another secret. What it signs with the former one is taken for so long, unless
-- there are so many newer ones that it is good no more.
create or replace function app_private.rotate_source_secret(
  source uuid,
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
  seen constant app_public.sources := app_private.require_source(source, actor);
  now_there constant timestamptz := clock_timestamp();
begin
  update app_private.source_secrets s set expires_at = least(s.expires_at, now_there + former_for)
  where s.source_id = source;
  -- Only the newest go on beside the new one: whoever exchanges secrets again and again would have each message signed thousands of times.
  delete from app_private.source_secrets s
  where s.source_id = source and s.secret not in (
    select newest.secret from app_private.source_secrets newest
    where newest.source_id = source and newest.expires_at > now_there
    order by newest.created_at desc, newest.secret
    limit app_private.most_secrets() - 1
  );
  insert into app_private.source_secrets (source_id, secret, created_at)
  values (source, rotate_source_secret.secret, now_there);
  if seen.league_id is not null then
    perform app_private.audit(
      actor, 'SOURCE_SECRET_ROTATED', seen.league_id, null, null, jsonb_build_object('sourceId', source)
    );
  end if;
end;
$$;
