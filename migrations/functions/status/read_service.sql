-- What an operator on call has to know, as one JSON object; src/database/status.ts says what is in it. Counts up to most_counted, lists most_told
-- of each kind of draft, and the jobs that are locked for longer than locked_long seconds. One statement, so that all of it is true at one
-- instant; now(), unlike clock_timestamp(), can be looked up in an index.
create or replace function app_private.read_service(
  most_counted integer,
  most_told integer,
  locked_long double precision,
  most_cursors integer
)
returns jsonb
language sql
stable
set search_path = pg_catalog, pg_temp
as $$
  with held (number) as materialized (select * from app_private.held_processes()),
  failing as materialized (
    select d.id, d.state, d.attempt_count, d.last_error, d.retry_at from app_public.drafts d
    where d.attempt_count > 0 and (d.state = 'PAUSED' or d.state = 'IN_PROGRESS')
    limit most_counted
  )
  select to_jsonb(told)
  from (
    select
      to_jsonb(now()) #>> '{}' as at,
      current_database() as database,
      json_build_object(
        'upFor', extract(epoch from now() - pg_postmaster_start_time()),
        'isStandby', pg_is_in_recovery(),
        'isReadOnly', current_setting('default_transaction_read_only')::boolean
      ) as server,
      (select json_build_object(
         'silentFor', extract(epoch from now() - pulse.at),
         'outageBegan', pulse.outage_began,
         'outageLasted', extract(epoch from pulse.outage_ended - pulse.outage_began),
         'longestSilence', extract(epoch from pulse.longest_silence),
         'mostReturned', extract(epoch from pulse.most_returned))
       from app_private.pulse) as pulse,
      (select coalesce(json_agg(json_build_object(
         'number', known.number,
         'name', known.name,
         'isDrained', known.drained_at is not null,
         'pool', known.pool,
         'registeredFor', extract(epoch from now() - known.started_at),
         'silentFor', extract(epoch from now() - known.seen_at),
         'failingFor', extract(epoch from now() - known.failing_since),
         'failure', known.failure,
         'holdsLock', known.number in (select held.number from held)) order by known.number), '[]')
       from app_private.worker_processes known) as workers,
      json_build_object(
        'longest', (
          select coalesce(extract(epoch from now() - min(d.due_at)), 0) from app_public.drafts d
          where d.state = 'IN_PROGRESS' and d.due_at <= now()),
        'over100ms', (select count(*) from (
          select from app_public.drafts d
          where d.state = 'IN_PROGRESS' and d.due_at <= now() - interval '100 milliseconds' limit most_counted) as late),
        'over1s', (select count(*) from (
          select from app_public.drafts d
          where d.state = 'IN_PROGRESS' and d.due_at <= now() - interval '1 second' limit most_counted) as late),
        'longestOverdue', (
          select coalesce(json_agg(json_build_object(
            'id', late.id,
            'overdueFor', extract(epoch from now() - late.due_at),
            'hasJob', job.id is not null,
            'lockedBy', job.locked_by,
            'lockedFor', extract(epoch from now() - job.locked_at)) order by late.due_at), '[]')
          from (
            select d.id, d.due_at, d.job_id from app_public.drafts d
            where d.state = 'IN_PROGRESS' and d.due_at <= now() - interval '1 second'
            order by d.due_at
            limit most_told) as late
          left join graphile_worker._private_jobs job
            on job.id = late.job_id and job.key = app_private.alarm_key(late.id)),
        'nextIn', (
          select extract(epoch from min(d.due_at) - now()) from app_public.drafts d
          where d.state = 'IN_PROGRESS' and d.due_at > now())
      ) as lateness,
      (select json_build_object(
         'picks', coalesce(sum(h.picks), 0),
         'late', coalesce(sum(h.late), 0),
         'picksLately', coalesce(sum(h.picks) filter (where h.hour >= now() - interval '2 hours'), 0),
         'lateLately', coalesce(sum(h.late) filter (where h.hour >= now() - interval '2 hours'), 0))
       from app_private.clock_hours h where h.hour >= now() - interval '30 days') as punctuality,
      json_build_object(
        'inProgress', (select count(*) from (
          select from app_public.drafts d where d.state = 'IN_PROGRESS' limit most_counted) as counted),
        'inOvertime', (select count(*) from (
          select from app_public.drafts d where d.overtime_since is not null limit most_counted) as counted),
        'paused', (select count(*) from (
          select from app_public.drafts d where d.state = 'PAUSED' limit most_counted) as counted),
        'scheduled', (select count(*) from (
          select from app_public.drafts d where d.state = 'SCHEDULED' and d.starts_at is not null limit most_counted) as counted),
        'opensLateBy', (
          select coalesce(extract(epoch from now() - min(d.starts_at)), 0) from app_public.drafts d
          where d.state = 'SCHEDULED' and d.starts_at <= now())
      ) as drafts,
      (select json_build_object(
         'retried', count(*) filter (where failing.state = 'IN_PROGRESS'),
         'paused', count(*) filter (where failing.state = 'PAUSED'),
         'standOffs', count(*) filter (where failing.state = 'PAUSED' and app_private.failed_as_nobody_fits(failing.last_error)),
         'drafts', (
           select coalesce(json_agg(json_build_object(
             'id', told.id,
             'isPaused', told.state = 'PAUSED',
             'attempts', told.attempt_count,
             'error', told.last_error,
             'retryIn', extract(epoch from told.retry_at - now()))), '[]')
           from (select * from failing order by failing.state = 'PAUSED' desc, failing.retry_at, failing.id limit most_told) as told))
       from failing) as failing,
      (select coalesce(json_agg(json_build_object(
         'pool', long.locked_by, 'jobs', long.jobs, 'longest', long.longest) order by long.longest desc), '[]')
       from (
         select job.locked_by, count(*) as jobs, extract(epoch from now() - min(job.locked_at)) as longest
         from graphile_worker._private_jobs job
         where job.locked_at <= now() - locked_long * interval '1 second'
         group by job.locked_by) as long) as "longLocks",
      (select json_build_object(
         'used', sum(program.count),
         'most', current_setting('max_connections')::integer
           - current_setting('superuser_reserved_connections')::integer
           - coalesce(current_setting('reserved_connections', true), '0')::integer,
         'byProgram', json_agg(json_build_object('name', program.name, 'count', program.count) order by program.name))
       from (
         select substring(session.application_name from '^draft[-_]orchestrator (.+)$') as name, count(*) as count
         from pg_stat_activity session
         where session.datid is not null
         group by 1) as program) as connections,
      (select json_build_object(
         'endpoints', count(*),
         'failing', count(*) filter (where e.open_until is not null),
         'failingFor', coalesce(extract(epoch from now() - min(e.failing_since) filter (where e.open_until is not null)), 0),
         'age', app_private.outbox_age(most_cursors),
         'deadLetters', (select count(*) from (select from app_public.dead_letters limit most_counted) as counted))
       from app_public.endpoints e where e.disabled_at is null) as outbox,
      json_build_object('age', app_private.inbox_age(most_counted)) as inbox
  ) as told;
$$;
