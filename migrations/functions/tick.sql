-- What a worker process asks once a second: the database's time, which processes keep the time with it, and the
-- deadlines of the next moments (overdue ones included), at most so many. Times are milliseconds since 1970.
create or replace function app_private.tick(process uuid, ahead interval, most integer)
returns table (at double precision, live uuid[], drafts uuid[], due double precision[])
language plpgsql
set search_path = pg_catalog, pg_temp
set enable_seqscan = off
set plan_cache_mode = force_generic_plan
set jit = off
as $$
declare
  lives_for constant interval := '3 seconds';
  forgotten_after constant interval := '1 minute';
  now_there constant timestamptz := clock_timestamp();
begin
  insert into app_private.worker_processes as known (id, seen_at) values (process, now_there)
  on conflict (id) do update set seen_at = excluded.seen_at;
  delete from app_private.worker_processes known where known.seen_at < now_there - forgotten_after;

  at := extract(epoch from now_there) * 1000;
  live := array(
    select known.id from app_private.worker_processes known
    where known.seen_at > now_there - lives_for
    order by known.id
  );
  select array_agg(soon.id), array_agg(extract(epoch from soon.due_at) * 1000)
  into drafts, due
  from (
    select d.id, d.due_at from app_public.drafts d
    where d.state = 'IN_PROGRESS' and d.due_at <= now_there + ahead
    order by d.due_at
    limit most
  ) as soon;
  return next;
end;
$$;
