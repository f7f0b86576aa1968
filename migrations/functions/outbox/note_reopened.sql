-- A draft that was over goes on.
create or replace function app_private.note_reopened()
returns trigger
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  perform app_private.tell_again(old);
  return null;
end;
$$;
