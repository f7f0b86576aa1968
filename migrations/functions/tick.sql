-- What a worker process asks once a second: the database's time, which processes keep the time with it, the deadlines of
-- the next moments with the versions of their drafts, and the starts of scheduled drafts; at most so many of each, the
-- overdue ones included. Times are milliseconds since 1970.
-- drafts: [id, when it is due, version]. starts: [id, when it opens].
create or replace function app_private.tick(process uuid, ahead interval, most integer)
returns table (
  at double precision,
  live uuid[],
  drafts json,
  starts json
)
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
  select coalesce(json_agg(json_build_array(soon.id, extract(epoch from soon.due_at) * 1000, soon.version)), '[]')
  into drafts
  from (
    select d.id, d.version, d.due_at from app_public.drafts d
    where d.state = 'IN_PROGRESS' and d.due_at <= now_there + ahead
    order by d.due_at
    limit most
  ) as soon;
  select coalesce(json_agg(json_build_array(soon.id, extract(epoch from soon.starts_at) * 1000)), '[]')
  into starts
  from (
    select d.id, d.starts_at from app_public.drafts d
    where d.state = 'SCHEDULED' and d.starts_at <= now_there + ahead
    order by d.starts_at
    limit most
  ) as soon;
  return next;
end;
$$;
