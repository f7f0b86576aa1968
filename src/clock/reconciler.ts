import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../telemetry/log.ts';

const EVERY_MS = 2_000;

/** Something that runs beside the clock until it is stopped. */
export interface Reconciler {
  stop(): Promise<void>;
}

/**
 * Stands behind every alarm: looks every two seconds whether something was due for too long, at once for the first time.
 * That is how a job that a killed process left locked is made up for.
 *
 * @param rearm sets lost alarms anew and answers how many
 */
export function reconcile(rearm: () => Promise<number>, log: Log): Reconciler {
  const stopping = new AbortController();
  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        const rearmed = await rearm();
        if (rearmed > 0) log.warn({ rearmed }, 'Drafts were overdue; their alarms are set anew');
      } catch (error) {
        log.warn({ err: error }, 'Could not look for overdue drafts; looking again soon');
      }
      await sleep(EVERY_MS, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  }
  const ended = run();
  return {
    async stop() {
      stopping.abort();
      await ended;
    },
  };
}
