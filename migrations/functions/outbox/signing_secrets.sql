-- The secrets that messages to an endpoint are signed with now, the newest first.
create or replace function app_private.signing_secrets(endpoint uuid, at timestamptz)
returns text[]
language sql
stable
set search_path = pg_catalog, pg_temp
as $$
  select coalesce(array_agg(s.secret order by s.created_at desc, s.secret), '{}')
  from app_private.endpoint_secrets s
  where s.endpoint_id = endpoint and (s.expires_at is null or s.expires_at > signing_secrets.at);
$$;
