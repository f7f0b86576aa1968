-- Throws away some previews whose day is over, with everything that belongs to their drafts. Those that somebody holds are left for the next
-- time. Answers how many there were: fewer than asked for means that no more are left. A few at a time, so that no lock is held for long.
create or replace function app_private.remove_expired_previews(most integer)
returns integer
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
set lock_timeout = '2s'
as $$
declare
  at constant timestamptz := clock_timestamp();
  expired uuid[];
  gone uuid;
begin
  expired := array(
    select d.id
    from app_public.previews p
    join app_public.drafts d on d.id = p.draft_id
    where p.expires_at <= at
    order by p.expires_at
    limit most
    for update of d skip locked
  );
  foreach gone in array expired loop
    perform app_private.disarm(gone);
    delete from app_public.drafts d where d.id = gone;
  end loop;
  return cardinality(expired);
end;
$$;
