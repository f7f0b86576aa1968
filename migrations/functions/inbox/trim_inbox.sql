-- Removes the handled messages of a source behind so many newer ones of it, where they came before a time. Answers how many.
create or replace function app_private.trim_inbox(source uuid, most integer, before timestamptz)
returns integer
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  removed integer;
begin
  delete from app_public.inbox m
  where m.source_id = source and m.state <> 'WAITING' and m.received_at < before
    and m.place <= (
      select newer.place from app_public.inbox newer where newer.source_id = source order by newer.place desc offset most limit 1
    );
  get diagnostics removed = row_count;
  return removed;
end;
$$;
