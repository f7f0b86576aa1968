import { call } from './call.ts';
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
  await call(connection, 'register_process', [id, name, pool]);
}

/** Says that a process ends as it was asked to. */
export async function unregisterProcess(db: Queryable, id: string): Promise<void> {
  await call(db, 'unregister_process', [id]);
}

/** Takes over what a dead process has locked, at most so many drafts; answers how many were armed anew. */
export function takeOverProcess(db: Queryable, process: number, most: number): Promise<number> {
  return call(db, 'take_over_process', [process, most]);
}
