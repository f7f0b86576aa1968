import type { WorkerStatus } from './status.ts';

/** A process ticks once a second; when its last tick is this old, other processes do its work. */
const SILENT_AFTER_SECONDS = 3;

/** The health of a worker process. */
export type WorkerState = 'ALIVE' | 'FAILING' | 'REGISTERING' | 'HUNG' | 'DEAD';

/** What the state of a worker process follows from. */
export type WorkerSigns = Pick<WorkerStatus, 'holdsLock' | 'silentFor' | 'failingFor'>;

/** The health of a worker process: by its lock, its last tick, and what it reports of its alarm. */
export function stateOf({ holdsLock, silentFor, failingFor }: WorkerSigns): WorkerState {
  if (silentFor > SILENT_AFTER_SECONDS) return holdsLock ? 'HUNG' : 'DEAD';
  if (failingFor !== null) return 'FAILING';
  return holdsLock ? 'ALIVE' : 'REGISTERING';
}
