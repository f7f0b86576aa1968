-- Sets the alarms of drafts anew whose jobs would not run (see tick). Answers how many drafts that were.
create or replace function app_private.rearm(drafts uuid[])
returns integer
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = '2s'
as $$
declare
  draft app_public.drafts;
  rearmed integer := 0;
begin
  for draft in
    select d.* from app_public.drafts d
    where d.id = any (drafts) and d.state = 'IN_PROGRESS'
    for no key update skip locked
  loop
    perform app_private.set_alarm(draft);
    rearmed := rearmed + 1;
  end loop;
  return rearmed;
end;
$$;
