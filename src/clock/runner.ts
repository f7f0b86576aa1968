import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Runner, run } from 'graphile-worker';
import type { Pool } from '../database/connect.ts';
import type { Log } from '../telemetry/log.ts';

const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 10_000;
/** A runner that lived this long starts its back-off anew. */
const HEALTHY_AFTER_MS = 60_000;

/** A runner under supervision. */
export interface SupervisedRunner {
  /** Whether jobs are being looked for right now. */
  isRunning(): boolean;
  /** Lets the tasks under way finish and leaves no job locked. The pool stays open: its owner ends it. */
  stop(): Promise<void>;
}

/**
 * Runs graphile-worker on a pool of ours. Any stop that was not asked for is a failure, also one that looks clean:
 * the runner is started again, after a pause that doubles up to ten seconds.
 */
export function superviseRunner(pool: Pool, preset: GraphileConfig.Preset, log: Log): SupervisedRunner {
  const stopping = new AbortController();
  let running: Runner | null = null;

  async function runOnce(): Promise<void> {
    running = await run({ preset, pgPool: pool, noHandleSignals: true });
    if (stopping.signal.aborted) await running.stop();
    await running.promise;
  }

  async function keepRunning(): Promise<void> {
    let pause = FIRST_PAUSE_MS;
    while (!stopping.signal.aborted) {
      const startedAt = performance.now();
      const cause = await runOnce().then(
        () => 'it ended without being asked to',
        (error: unknown) => error,
      );
      running = null;
      if (stopping.signal.aborted) return;
      if (performance.now() - startedAt > HEALTHY_AFTER_MS) pause = FIRST_PAUSE_MS;
      log.error({ err: cause, pauseMs: pause }, 'The runner of the clock stopped; starting it again');
      await sleep(pause, undefined, { signal: stopping.signal }).catch(() => undefined);
      pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
    }
  }

  const ended = keepRunning();
  return {
    isRunning: () => running !== null,
    async stop() {
      stopping.abort();
      await running
        ?.stop()
        .catch((error: unknown) => log.warn({ err: error }, 'The runner was stopping already'));
      await ended;
      await allReturned(pool);
    },
  };
}

/** Completions can be in flight after the runner stopped: waits until nobody holds a client of the pool. */
async function allReturned(pool: Pool): Promise<void> {
  while (pool.totalCount > pool.idleCount || pool.waitingCount > 0) await once(pool, 'release');
}
