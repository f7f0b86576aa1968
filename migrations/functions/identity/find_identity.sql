-- The person a subject of an identity provider is; on first sight they are registered under that name.
create or replace function app_private.find_identity(issuer text, subject text, name text)
returns uuid
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = '2s'
as $$
declare
  known uuid;
begin
  select i.user_id into known from app_private.identities i
  where i.issuer = find_identity.issuer and i.subject = find_identity.subject;
  if found then
    return known;
  end if;
  -- Two first requests at once: the second waits here and finds what the first wrote.
  perform pg_advisory_xact_lock(hashtextextended('identity ' || issuer || ' ' || subject, 0));
  select i.user_id into known from app_private.identities i
  where i.issuer = find_identity.issuer and i.subject = find_identity.subject;
  if not found then
    insert into app_public.users (name) values (find_identity.name) returning id into known;
    insert into app_private.identities (issuer, subject, user_id)
    values (find_identity.issuer, find_identity.subject, known);
  end if;
  return known;
end;
$$;
