-- The secrets that messages to an endpoint are signed with now, the newest first, no more than are good at once.
create or replace function app_private.signing_secrets(endpoint uuid, at timestamptz)
returns text[]
language sql
stable
set search_path = pg_catalog, pg_temp
as $$
  select coalesce(array_agg(s.secret order by s.created_at desc, s.secret), '{}')
  from (
    select x.secret, x.created_at from app_private.endpoint_secrets x
    where x.endpoint_id = endpoint and (x.expires_at is null or x.expires_at > signing_secrets.at)
    order by x.created_at desc, x.secret
    limit app_private.most_secrets()
  ) as s;
$$;
