-- What a worker process asks once a second: the database's time, which processes keep the time with it, what is due in the
-- next moments, and what has to be repaired. Times are milliseconds since 1970.
--
-- drafts: [id, when it is due, version], and starts: [id, when it opens]; at most so many of each, the overdue ones
-- included. unarmed: drafts due soon, or overdue, whose alarm would not ring.
-- able: whether the last pick of the process succeeded, as far as it knows; only an able process renews the heartbeat, so a time in
-- which none can pick counts as an outage.
-- failure: what the alarm of the process fails at; null: nothing. Failing processes, and those that an operator has drained, are not among
-- the live ones, so that other processes own their drafts, unless all of them are.
-- dead: the numbers of processes that are gone and have to be taken over from. registered: whether this process holds its own lock.
create or replace function app_private.tick(process uuid, ahead interval, most integer, able boolean, failure text default null)
returns table (
  at double precision,
  live uuid[],
  dead integer[],
  registered boolean,
  drafts json,
  starts json,
  unarmed uuid[]
)
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
set enable_seqscan = off
set plan_cache_mode = force_generic_plan
set jit = off
as $$
declare
  lives_for constant interval := '3 seconds';
  -- A process that ticked a moment ago lives, whatever became of its lock.
  silent_for constant interval := '2 seconds';
  -- After a start of the server each process takes its lock again, some later than others.
  peace_after_start constant interval := '15 seconds';
  overdue_for constant interval := '5 seconds';
  most_alarms_looked_at constant integer := 2000;
  longest_failure constant integer := 500;
  most_unarmed constant integer := 200;
  now_there constant timestamptz := clock_timestamp();
  own integer;
  drained timestamptz;
  may_declare_dead boolean;
  peer app_private.worker_processes;
  failing uuid[] := array[]::uuid[];
begin
  if able then
    perform app_private.record_heartbeat(now_there, keeps_time => true);
  end if;
  at := extract(epoch from now_there) * 1000;

  update app_private.worker_processes known
  set seen_at = now_there,
      failing_since = case when tick.failure is null then null else coalesce(known.failing_since, now_there) end,
      failure = left(tick.failure, longest_failure)
  where known.id = process
  returning known.number, known.drained_at into own, drained;
  if failure is not null or drained is not null then
    failing := array[process];
  end if;
  registered := own is not null and not pg_try_advisory_xact_lock(app_private.process_lock(), own);
  -- A process that lost its own lock, as after a restart of the server, declares no other process dead.
  may_declare_dead := registered and pg_postmaster_start_time() < now_there - peace_after_start;
  live := array[process];
  dead := array[]::integer[];
  for peer in select * from app_private.worker_processes known where known.id <> process loop
    if pg_try_advisory_xact_lock(app_private.process_lock(), peer.number) then
      if may_declare_dead and peer.seen_at < now_there - silent_for then
        dead := dead || peer.number;
      end if;
    elsif peer.seen_at > now_there - lives_for then
      live := live || peer.id;
      if peer.failing_since is not null or peer.drained_at is not null then
        failing := failing || peer.id;
      end if;
    end if;
  end loop;
  if live <@ failing then
    failing := array[]::uuid[];
  end if;
  live := array(select l.id from unnest(live) as l (id) where l.id <> all (failing) order by l.id);

  select coalesce(json_agg(json_build_array(soon.id, extract(epoch from soon.due_at) * 1000, soon.version)), '[]')
  into drafts
  from (
    select d.id, d.version, d.due_at from app_public.drafts d
    where d.state = 'IN_PROGRESS' and d.due_at <= now_there + ahead
    order by d.due_at
    limit most
  ) as soon;
  unarmed := array(
    select soon.id
    from (
      select d.id, d.due_at, d.job_id from app_public.drafts d
      where d.state = 'IN_PROGRESS' and d.due_at <= now_there + ahead
      order by d.due_at
      limit most_alarms_looked_at
    ) as soon
    left join graphile_worker._private_jobs job
      on job.id = soon.job_id and job.key = app_private.alarm_key(soon.id)
    where job.id is null
      -- A locked job of a due draft is being worked on, for a while; one locked before its deadline was locked by a process that is gone.
      or not job.is_available
        and (job.locked_at is null or soon.due_at > now_there or soon.due_at < now_there - overdue_for)
    limit most_unarmed
  );
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
