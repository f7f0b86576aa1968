-- Who is signed in with which of these cookies, by their SHA-256: left out where nobody is.
create or replace function app_private.live_sessions(hashes bytea[])
returns table (hash bytea, user_id uuid)
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
  select s.hash, s.user_id from app_private.sessions s
  where s.hash = any (hashes) and s.expires_at > clock_timestamp();
$$;
