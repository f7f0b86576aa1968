import { explainConnectionError } from './connection_errors.ts';
import type { Queryable } from './queryable.ts';

/** Drafts of one kind are counted up to here; with more there are "at least" so many. */
export const MOST_COUNTED = 100_000;
/** So many drafts of each kind are listed one by one. */
const MOST_TOLD = 5;
/** A job is done within milliseconds; one that is locked for longer belongs to a worker process that hangs or died. */
const LOCKED_LONG_SECONDS = 60;

/** A worker process as the database knows it; ages in seconds. */
export interface WorkerStatus {
  readonly name: string;
  readonly pool: string;
  readonly registeredFor: number;
  /** Since it last asked what is due. */
  readonly silentFor: number;
  /** Whether it holds its advisory lock: its connection is there. */
  readonly holdsLock: boolean;
  /** For how long its alarm has failed at what it does, and what that is; null: it does not fail. */
  readonly failingFor: number | null;
  readonly failure: string | null;
}

/** A draft in progress that should have been picked for, and what has become of its alarm. */
export interface OverdueDraft {
  readonly id: string;
  readonly overdueFor: number;
  /** Whether there is a job for it at all. */
  readonly hasJob: boolean;
  /** The pool of workers that has locked the job, and for how long; null: it is not locked. */
  readonly lockedBy: string | null;
  readonly lockedFor: number | null;
}

/** A draft that could not be picked for. */
export interface FailingDraft {
  readonly id: string;
  readonly isPaused: boolean;
  readonly attempts: number;
  readonly error: string;
  /** Seconds until it is tried again; null while paused. */
  readonly retryIn: number | null;
}

/** What the database knows about the service right now. Ages and durations are seconds on the database's clock. */
export interface StatusFacts {
  /** The database's time: an ISO text. */
  readonly at: string;
  readonly database: string;
  readonly server: {
    readonly upFor: number;
    /** A standby, which accepts no writes. */
    readonly isStandby: boolean;
    /** New transactions are read-only by a setting. */
    readonly isReadOnly: boolean;
  };
  readonly pulse: {
    /** Since a worker process last kept the time; null when none ever did. */
    readonly silentFor: number | null;
    /** The last outage: an ISO text, and for how long it lasted; null when there was none. */
    readonly outageBegan: string | null;
    readonly outageLasted: number | null;
    readonly longestSilence: number;
    readonly mostReturned: number;
  };
  readonly workers: readonly WorkerStatus[];
  readonly lateness: {
    /** For how long the longest overdue draft waits; 0 when none does. */
    readonly longest: number;
    readonly over100ms: number;
    readonly over1s: number;
    readonly longestOverdue: readonly OverdueDraft[];
    /** Until the next draft is due; null when nothing runs. */
    readonly nextIn: number | null;
  };
  /** Each up to MOST_COUNTED. */
  readonly drafts: {
    readonly inProgress: number;
    /** Of those in progress: they wait for a team whose clock has run out. */
    readonly inOvertime: number;
    readonly paused: number;
    /** With a time to open at. */
    readonly scheduled: number;
    /** For how long the latest of them should have been open; 0 when none should. */
    readonly opensLateBy: number;
  };
  readonly failing: {
    readonly retried: number;
    readonly paused: number;
    /** Of the paused ones: since no free player fits a roster. */
    readonly standOffs: number;
    readonly drafts: readonly FailingDraft[];
  };
  /** Jobs that are locked for more than a minute, by who locked them. */
  readonly longLocks: readonly { readonly pool: string; readonly jobs: number; readonly longest: number }[];
  readonly connections: {
    readonly used: number;
    /** What ordinary users may have. */
    readonly most: number;
    /** By what a program of ours is called; null: programs of others. */
    readonly byProgram: readonly { readonly name: string | null; readonly count: number }[];
  };
  /** Telling other systems. */
  readonly outbox: {
    /** Endpoints that are switched on. */
    readonly endpoints: number;
    /** Of those: the circuit breaker keeps deliveries from them; and for how long the longest has failed, 0 when none does. */
    readonly failing: number;
    readonly failingFor: number;
    /** Events that were given up, up to MOST_COUNTED. */
    readonly deadLetters: number;
  };
  /** How long the database took to answer a question that costs nothing. */
  readonly answeredIn: number;
}

/** One statement, so that all of it is true at one instant; `now()`, unlike `clock_timestamp()`, can be looked up in an index. */
const QUERY = `
  with held (number) as materialized (
    select lock.objid::bigint from pg_locks lock
    where lock.locktype = 'advisory' and lock.granted and lock.objsubid = 2
      and lock.classid::bigint = app_private.process_lock()
      and lock.database = (select own.oid from pg_database own where own.datname = current_database())
  ),
  failing as materialized (
    select d.id, d.state, d.attempt_count, d.last_error, d.retry_at from app_public.drafts d
    where d.attempt_count > 0 and (d.state = 'PAUSED' or d.state = 'IN_PROGRESS')
    limit $1
  )
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
       'name', known.name,
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
        where d.state = 'IN_PROGRESS' and d.due_at <= now() - interval '100 milliseconds' limit $1) as late),
      'over1s', (select count(*) from (
        select from app_public.drafts d
        where d.state = 'IN_PROGRESS' and d.due_at <= now() - interval '1 second' limit $1) as late),
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
          limit $2) as late
        left join graphile_worker._private_jobs job
          on job.id = late.job_id and job.key = app_private.alarm_key(late.id)),
      'nextIn', (
        select extract(epoch from min(d.due_at) - now()) from app_public.drafts d
        where d.state = 'IN_PROGRESS' and d.due_at > now())
    ) as lateness,
    json_build_object(
      'inProgress', (select count(*) from (
        select from app_public.drafts d where d.state = 'IN_PROGRESS' limit $1) as counted),
      'inOvertime', (select count(*) from (
        select from app_public.drafts d where d.overtime_since is not null limit $1) as counted),
      'paused', (select count(*) from (
        select from app_public.drafts d where d.state = 'PAUSED' limit $1) as counted),
      'scheduled', (select count(*) from (
        select from app_public.drafts d where d.state = 'SCHEDULED' and d.starts_at is not null limit $1) as counted),
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
         from (select * from failing order by failing.state = 'PAUSED' desc, failing.retry_at, failing.id limit $2) as told))
     from failing) as failing,
    (select coalesce(json_agg(json_build_object(
       'pool', long.locked_by, 'jobs', long.jobs, 'longest', long.longest) order by long.longest desc), '[]')
     from (
       select job.locked_by, count(*) as jobs, extract(epoch from now() - min(job.locked_at)) as longest
       from graphile_worker._private_jobs job
       where job.locked_at <= now() - make_interval(secs => $3)
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
       'deadLetters', (select count(*) from (select from app_public.dead_letters limit $1) as counted))
     from app_public.endpoints e where e.disabled_at is null) as outbox`;

/**
 * Reads what an operator on call has to know. It uses indexes where there are many drafts; only the locked jobs are looked
 * for in all of them (25 ms with 100,000).
 * @throws ConnectionError where the server cannot be asked; otherwise what pg throws
 */
export async function readStatus(db: Queryable, url: string): Promise<StatusFacts> {
  try {
    // The first one waits for the connection.
    await db.query('select');
    const askedAt = performance.now();
    await db.query('select');
    const answeredIn = (performance.now() - askedAt) / 1_000;
    const { rows } = await db.query<Omit<StatusFacts, 'answeredIn'>>(QUERY, [
      ...[MOST_COUNTED, MOST_TOLD, LOCKED_LONG_SECONDS],
    ]);
    if (!rows[0]) throw new Error('the status answered nothing');
    return { ...rows[0], answeredIn };
  } catch (error) {
    throw explainConnectionError(error, url) ?? error;
  }
}
