-- Signs a browser of a known person in, by the SHA-256 of its cookie. Answers until when.
create or replace function app_private.start_session(session_user_id uuid, session_hash bytea)
returns timestamptz
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = '2s'
as $$
declare
  valid_for constant interval := '30 days';
  at timestamptz := clock_timestamp();
begin
  delete from app_private.sessions s
  where s.hash = any (array(
    select old.hash from app_private.sessions old where old.expires_at < at limit 100 for update skip locked
  ));
  insert into app_private.sessions (hash, user_id, created_at, expires_at)
  values (session_hash, session_user_id, at, at + valid_for);
  return at + valid_for;
end;
$$;
