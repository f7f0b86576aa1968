-- A draft that was over goes on: the sweep looks for its events again.
create or replace function app_private.note_reopened()
returns trigger
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  update app_private.endpoint_cursors c set is_over = false where c.stream_id = new.id and c.is_over;
  return null;
end;
$$;
