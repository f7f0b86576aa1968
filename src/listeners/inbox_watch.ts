import { setTimeout as sleep } from 'node:timers/promises';
import { sweepInbox } from '../database/inbox.ts';
import type { Queryable } from '../database/queryable.ts';
import type { Log } from '../telemetry/log.ts';

/** With the lease of a message (20 s) and the patience of a sweep (3 s) one of a relay that was killed is handled within half a minute. An idle relay asks little. */
const SWEEP_MS = 6_000;
/** Random share of a pause, so that many relays do not sweep at the same instant. */
const JITTER = 0.3;
const MOST_LEAGUES = 200;

/** What sees to it that no message waits without a job. */
export interface InboxWatch {
  stop(): Promise<void>;
}

/** Makes the jobs of messages anew that nobody handles: of a relay that was killed, or behind a message that had to wait. */
export function watchInbox(db: Queryable, log: Log): InboxWatch {
  const stopping = new AbortController();
  const { signal } = stopping;

  async function sweep(): Promise<void> {
    while (!signal.aborted) {
      await sleep(SWEEP_MS * (1 - JITTER * Math.random()), undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return;
      await sweepInbox(db, MOST_LEAGUES).catch((error: unknown) =>
        log.warn({ err: error }, 'Could not look for messages that wait; looking again'),
      );
    }
  }

  const sweeping = sweep();
  return {
    async stop() {
      stopping.abort();
      await sweeping;
    },
  };
}
