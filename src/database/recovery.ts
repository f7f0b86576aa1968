import { callDoor } from './draft_errors.ts';
import type { Queryable } from './queryable.ts';

/** A worker process: an id of its own, where it runs (for people), and what graphile-worker calls its pool. */
export interface WorkerProcess {
  readonly id: string;
  readonly name: string;
  readonly pool: string;
}

/** Registers a process on the connection that it keeps for this: it counts as alive as long as that connection is there. */
export async function registerProcess(
  connection: Queryable,
  { id, name, pool }: WorkerProcess,
): Promise<void> {
  await connection.query('select app_private.register_process($1, $2, $3)', [id, name, pool]);
}

/** Says that a process ends as it was asked to. */
export async function unregisterProcess(db: Queryable, id: string): Promise<void> {
  await db.query('select app_private.unregister_process($1)', [id]);
}

/** Takes over what a dead process has locked, at most so many drafts; answers how many were armed anew. */
export function takeOverProcess(db: Queryable, process: number, most: number): Promise<number> {
  return count(db, 'take_over_process($1, $2)', [process, most]);
}

/** Removes rows of jobs that nobody can end any more; answers how many. */
export function sweepJobs(db: Queryable): Promise<number> {
  return count(db, 'sweep_jobs()', []);
}

/** Sets the alarms of these drafts anew; answers how many were. One that somebody holds is left for the next time. */
export function rearm(db: Queryable, draftIds: readonly string[]): Promise<number> {
  return count(db, 'rearm($1)', [draftIds]);
}

async function count(db: Queryable, call: string, values: unknown[]): Promise<number> {
  const { rows } = await callDoor(() =>
    db.query<{ count: number }>(`select app_private.${call} as count`, values),
  );
  return rows[0]?.count ?? 0;
}
