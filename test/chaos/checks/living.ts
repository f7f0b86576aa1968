import type { ConnectionPool } from '../../../src/database/connect.ts';
import { NOBODY } from '../faults/lock_jobs.ts';
import { type Verdict, verdict } from './verdict.ts';

/** A draft that is overdue for longer stands still. */
const STILL_AFTER_SECONDS = 3;
/** Pools of the processes that are registered and hold their lock. */
const LIVING = `select known.pool from app_private.worker_processes known
  where exists (select from pg_locks l where l.locktype = 'advisory' and l.classid = app_private.process_lock()::oid
                   and l.objid = known.number::oid and l.granted)`;

/** What must hold while the drafts go on, some time after the last fault. */
export async function checkLiving(db: ConnectionPool, workers: number): Promise<Verdict[]> {
  return [
    await checkStandingStill(db),
    await checkAlarms(db),
    await checkRegistered(db, workers),
    await checkLocked(db, `locked_by not in (${LIVING})`),
  ];
}

/** What must hold once the workers were asked to stop, and did. */
export async function checkAfterwards(db: ConnectionPool): Promise<Verdict[]> {
  const { rows } = await db.query<{ name: string }>('select name from app_private.worker_processes');
  const gone = rows.map(({ name }) => ({ draftId: null, what: `${name} is still registered` }));
  const locked = await checkLocked(db, 'true');
  return [
    verdict('workers that were asked to stop are not registered any more', gone, `${rows.length} left`),
    { ...locked, name: 'workers that were asked to stop left no job locked' },
  ];
}

async function checkStandingStill(db: ConnectionPool): Promise<Verdict> {
  // In overtime nothing is due, unless a pause is planned: the draft waits for the team.
  const { rows } = await db.query<{ id: string; late: number }>(
    `select id, coalesce(extract(epoch from clock_timestamp() - due_at), 0)::float8 as late
       from app_public.drafts where state = 'IN_PROGRESS'`,
  );
  const still = rows.filter(({ late }) => late > STILL_AFTER_SECONDS);
  return verdict(
    'no draft stands still',
    still.map(({ id, late }) => ({ draftId: id, what: `overdue for ${late.toFixed(1)} s` })),
    `${rows.length} drafts in progress, the latest ${Math.max(0, ...rows.map(({ late }) => late)).toFixed(2)} s late`,
  );
}

async function checkAlarms(db: ConnectionPool): Promise<Verdict> {
  const { rows } = await db.query<{
    id: string;
    state: string;
    isDue: boolean;
    alarms: number;
    rings: boolean | null;
  }>(
    `select d.id, d.state, d.due_at is not null as "isDue", count(job.id)::integer as alarms,
            bool_and(job.id = d.job_id and (job.is_available and job.run_at = d.due_at or job.locked_by in (${LIVING}))) as rings
       from app_public.drafts d
       left join graphile_worker._private_jobs job on job.key = app_private.alarm_key(d.id)
      group by d.id`,
  );
  const running = rows.filter(({ state }) => state === 'IN_PROGRESS');
  const waiting = running.filter(({ isDue }) => !isDue).length;
  const wrong = rows.filter(({ state, isDue, alarms, rings }) =>
    state === 'IN_PROGRESS' && isDue ? alarms !== 1 || rings !== true : alarms !== 0,
  );
  return verdict(
    'every draft in progress has exactly one alarm, which rings at its deadline; one in overtime and every other has none',
    wrong.map(({ id, state, alarms, rings }) => ({
      draftId: id,
      what: `${state} with ${alarms} alarms${rings === false ? ' that do not ring at its deadline' : ''}`,
    })),
    `${running.length} drafts in progress, ${waiting} of them in overtime, ${rows.reduce((sum, { alarms }) => sum + alarms, 0)} alarms`,
  );
}

async function checkRegistered(db: ConnectionPool, workers: number): Promise<Verdict> {
  const known = await db.query<{ name: string }>('select name from app_private.worker_processes');
  const living = await db.query<{ pool: string }>(LIVING);
  const isRight = known.rows.length === workers && living.rows.length === workers;
  const figures = `${workers} workers, ${known.rows.length} registered, ${living.rows.length} of them hold their lock`;
  const what = 'the processes that are registered are not those that live';
  return verdict(
    'each living worker is registered, and no dead one is',
    isRight ? [] : [{ draftId: null, what }],
    figures,
  );
}

/**
 * Job rows locked by processes that have ended. Those that a fault locked without a process, and that have lost their key since,
 * belong to no draft any more: the service cannot know whether a process works on them, so they are counted and not judged.
 */
async function checkLocked(db: ConnectionPool, isGone: string): Promise<Verdict> {
  const { rows } = await db.query<{ draftId: string | null; by: string; key: string | null }>(
    `select payload ->> 'draftId' as "draftId", locked_by as by, key from graphile_worker._private_jobs
      where locked_at is not null and ${isGone}`,
  );
  const isSpent = ({ by, key }: (typeof rows)[number]) => by === NOBODY && key === null;
  const left = rows.filter((row) => !isSpent(row));
  return verdict(
    'no job is left locked by a process that has ended',
    left.map(({ draftId, by, key }) => ({
      draftId,
      what: `${key ?? 'a job without a key'} is locked by ${by}`,
    })),
    `${rows.length - left.length} spent rows of jobs that were locked by hand`,
  );
}
