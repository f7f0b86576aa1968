import type { Actor } from './actor.ts';
import { call, rowsOf } from './call.ts';
import type { Queryable } from './queryable.ts';

/** What a worker process learns once a second. Times are milliseconds since 1970 on the database's clock. */
export interface Ticked {
  at: number;
  /** The processes that keep the time, in the same order for all of them: those whose alarms do not fail, while there are any. */
  live: string[];
  /** Drafts that are due soon, or already. */
  drafts: [draftId: string, dueAt: number, version: number][];
  /** Scheduled drafts that open soon, or should have. */
  starts: [draftId: string, startsAt: number][];
  /** Drafts whose alarm would not ring, or did not. */
  unarmed: string[];
  /** Processes that are gone and have left what they locked, by their numbers. */
  dead: number[];
  /** Whether this process holds its advisory lock, by which other processes know that it runs. */
  registered: boolean;
}

/**
 * Who asks, how far ahead, how many drafts at most, whether picks could be made lately, and what the alarm of the process fails at
 * (null: nothing), so that the others do its work meanwhile.
 */
export interface TickQuestion {
  readonly processId: string;
  readonly aheadMs: number;
  readonly most: number;
  readonly isAble: boolean;
  readonly failure: string | null;
}

const TICK = rowsOf('tick').as<Ticked>();

/** Renews the heartbeat of the process, and reads which drafts are due soon. */
export function readTick(
  db: Queryable,
  { processId, aheadMs, most, isAble, failure }: TickQuestion,
): Promise<Ticked> {
  return TICK.one(db, [processId, aheadMs, most, isAble, failure]);
}

/** Makes sure that a draft in progress has an alarm that can ring. */
export async function keepAlarm(db: Queryable, draftId: string): Promise<void> {
  await call(db, 'keep_alarm', [draftId]);
}

/** Sets the alarms of these drafts anew; answers how many were. A draft that another session has locked is left for the next time. */
export function rearm(db: Queryable, draftIds: readonly string[]): Promise<number> {
  return call(db, 'rearm', [draftIds]);
}

/** Sets the alarm of a draft anew, for an operator. Throws a DraftError: NOT_OPERATOR, DRAFT_NOT_FOUND, DRAFT_NOT_IN_PROGRESS, DRAFT_BUSY. */
export async function rearmDraft(db: Queryable, draftId: string, actor: Actor): Promise<void> {
  await call(db, 'rearm_draft', [draftId, actor]);
}

/** Removes job rows whose worker process is gone, so that no completion can come for them; answers how many. */
export function sweepJobs(db: Queryable): Promise<number> {
  return call(db, 'sweep_jobs', []);
}

/** How many alarms of a draft are left. */
export async function countAlarms(db: Queryable, draftId: string): Promise<number> {
  const { rows } = await db.query<{ alarms: number }>(
    'select count(*)::integer as alarms from graphile_worker.jobs where key = app_private.alarm_key($1)',
    [draftId],
  );
  return rows[0]?.alarms ?? 0;
}

/** How many jobs a pool of workers, by graphile-worker's name of it, has locked. */
export async function countJobsLockedBy(db: Queryable, poolId: string): Promise<number> {
  const { rowCount } = await db.query('select from graphile_worker._private_jobs where locked_by = $1', [
    poolId,
  ]);
  return rowCount ?? 0;
}
