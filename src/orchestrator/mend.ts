import type { Queryable } from '../database/queryable.ts';
import { buryProcess, rearm } from '../database/recovery.ts';
import type { Ticked } from '../database/tick.ts';
import type { Log } from '../telemetry/log.ts';

/** Of one dead process so many drafts are taken over in one statement; the next tick goes on. */
const MOST_TAKEN_OVER = 200;

/**
 * Stands behind the jobs, whatever became of one (locked by a process that died, deleted, exhausted): drafts whose alarm
 * would not ring get another, and what dead processes left locked is taken over.
 */
export async function mend(
  db: Queryable,
  { unarmed, dead }: Pick<Ticked, 'unarmed' | 'dead'>,
  log: Log,
): Promise<void> {
  if (unarmed.length > 0) {
    const drafts = await rearm(db, unarmed);
    log.warn({ drafts }, 'Drafts had no alarm that would ring; it is set anew');
  }
  for (const process of dead) {
    const drafts = await buryProcess(db, process, MOST_TAKEN_OVER);
    log.warn({ process, drafts }, 'A worker process died; what it had locked is taken over');
  }
}
