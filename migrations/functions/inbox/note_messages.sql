-- Messages came, whoever wrote them into the inbox: jobs for their leagues.
create or replace function app_private.note_messages()
returns trigger
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  perform app_private.add_inbox_jobs(array(select distinct f.league_id from fresh f where f.state = 'WAITING'));
  return null;
end;
$$;
