-- The trigger behind a deleted draft: its events go with it. Events have no foreign key, which would be looked up for each of them.
create or replace function app_private.delete_events_of_drafts()
returns trigger
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  delete from app_public.draft_events e using gone where e.draft_id = gone.id;
  return null;
end;
$$;
