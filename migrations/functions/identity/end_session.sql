-- Signs a browser out; with everywhere, every browser of that person. Answers how many were.
create or replace function app_private.end_session(session_hash bytea, everywhere boolean)
returns integer
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = '2s'
as $$
declare
  ended integer;
begin
  delete from app_private.sessions s
  where s.hash = session_hash
    or (everywhere and s.user_id = (select own.user_id from app_private.sessions own where own.hash = session_hash));
  get diagnostics ended = row_count;
  return ended;
end;
$$;
