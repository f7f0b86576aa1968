import type pg from 'pg';
import type { Log } from '../telemetry/log.ts';
import { ASK_TIMELINE } from './primary.ts';

/** How often a pool of this process was led to another timeline. */
let changes = 0;

/**
 * For whoever remembers what the database said by its version: a function that answers, each time, whether the database was on another
 * timeline at any time since it was asked last. Then commits may be gone, as after a fail-over to a server that had not received them, or
 * when a backup was restored, and what happened since has the numbers of what was remembered.
 */
export function timelineChanges(): () => boolean {
  let seen = changes;
  return () => {
    const isOther = seen !== changes;
    seen = changes;
    return isOther;
  };
}

/** Looks at each new connection of a pool before anybody is given it, and notes where its timeline is not that of those before. */
export function watchTimeline(log: Log): (client: pg.ClientBase) => Promise<void> {
  let known: number | null = null;
  return async (client) => {
    const timeline = await timelineOf(client, log);
    if (timeline === null || timeline === known) return;
    if (known !== null) {
      changes += 1;
      log.info({ timeline }, 'The database is on another timeline: what is remembered of it is read anew');
    }
    known = timeline;
  };
}

/** Null where a server does not tell: a standby, or one without these functions. */
async function timelineOf(client: pg.ClientBase, log: Log): Promise<number | null> {
  try {
    const { rows } = await client.query<{ timeline: number | null }>(ASK_TIMELINE);
    return rows[0]?.timeline ?? null;
  } catch (error) {
    // Where the connection broke, whoever asked for it will see that.
    log.debug({ err: error }, 'The database does not tell its timeline');
    return null;
  }
}
