import type { Actor } from './actor.ts';
import { call } from './call.ts';
import type { Queryable } from './queryable.ts';

/** A worker process: an id of its own, where it runs (for people), and what graphile-worker calls its pool. */
export interface WorkerProcess {
  readonly id: string;
  readonly name: string;
  readonly pool: string;
}

/** Registers a process on the connection that it keeps for this: other processes take it for running as long as that connection is open. */
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

/** Takes over drafts whose jobs a process locked that has ended, at most so many; answers how many got a new alarm. */
export function takeOverProcess(db: Queryable, process: number, most: number): Promise<number> {
  return call(db, 'take_over_process', [process, most]);
}

/** Adds picks of the clock to those of this hour: how many it made, and how many of them were late. */
export async function notePicks(db: Queryable, picks: number, late: number): Promise<void> {
  await call(db, 'note_picks', [picks, late]);
}

/** Takes a process, by its number, out of the shared work, or back into it. Throws a DraftError: NOT_OPERATOR, PROCESS_NOT_FOUND. */
export async function drainProcess(
  db: Queryable,
  process: number,
  drain: boolean,
  actor: Actor,
): Promise<void> {
  await call(db, 'drain_process', [process, drain, actor]);
}
