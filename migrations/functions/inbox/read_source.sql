-- A source, for whoever checks a signature: its secrets, no more than are good at once, and the time. No row: there is no such source.
create or replace function app_private.read_source(source uuid)
returns table (at timestamptz, secrets text[])
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  now_there constant timestamptz := clock_timestamp();
begin
  return query
  select now_there, array(
    select x.secret from app_private.source_secrets x
    where x.source_id = s.id and (x.expires_at is null or x.expires_at > now_there)
    order by x.created_at desc, x.secret
    limit app_private.most_secrets()
  )
  from app_public.sources s
  where s.id = source;
end;
$$;
