import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Runner, run } from 'graphile-worker';
import type { Pool } from '../database/connect.ts';
import type { Log } from '../telemetry/log.ts';

const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 10_000;
/** A runner that lived this long did its work: what ended it is a new trouble, not the old one. */
const HEALTHY_AFTER_MS = 5_000;
/** Whoever starts processes can do more about one that ended than about one that tries for ever. */
const GIVE_UP_AFTER_MS = 5 * 60_000;

/** The clock could not be kept running. The message says why, and what comes next. */
export class ClockStopped extends Error {
  override readonly name = 'ClockStopped';
}

/** A runner under supervision. */
export interface SupervisedRunner {
  /** Whether jobs are being looked for right now. */
  isRunning(): boolean;
  /** Something went wrong that leaves the runner in doubt: it is ended and started again. */
  restart(cause: unknown): void;
  /** Rejects with a ClockStopped when the runner cannot be kept running; resolves when it was stopped. */
  readonly ended: Promise<void>;
  /** Lets the tasks under way finish and leaves no job locked. The pool stays open: its owner ends it. */
  stop(): Promise<void>;
}

/**
 * Runs graphile-worker on a pool of ours. Any stop that was not asked for is a failure, also one that looks clean:
 * the runner is started again, after a pause that doubles up to ten seconds. When that was in vain for so long, it gives up.
 */
export function superviseRunner(
  pool: Pool,
  preset: GraphileConfig.Preset,
  log: Log,
  giveUpAfterMs = GIVE_UP_AFTER_MS,
): SupervisedRunner {
  const stopping = new AbortController();
  let running: Runner | null = null;

  async function runOnce(): Promise<void> {
    running = await run({ preset, pgPool: pool, noHandleSignals: true });
    if (stopping.signal.aborted) await running.stop();
    await running.promise;
  }

  async function keepRunning(): Promise<void> {
    let pause = FIRST_PAUSE_MS;
    let lastHealthyAt = performance.now();
    while (!stopping.signal.aborted) {
      const startedAt = performance.now();
      const cause = await runOnce().then(
        () => 'it ended without being asked to',
        (error: unknown) => error,
      );
      running = null;
      if (stopping.signal.aborted) return;
      const now = performance.now();
      if (now - startedAt > HEALTHY_AFTER_MS) {
        pause = FIRST_PAUSE_MS;
        lastHealthyAt = now;
      }
      if (now - lastHealthyAt > giveUpAfterMs) throw stopped(cause, now - lastHealthyAt);
      log.error({ err: cause, pauseMs: pause }, 'The runner of the clock stopped; starting it again');
      await sleep(pause, undefined, { signal: stopping.signal }).catch(() => undefined);
      pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
    }
  }

  const endRunning = () =>
    running?.stop().catch((error: unknown) => log.warn({ err: error }, 'The runner was stopping already'));
  const ended = keepRunning();
  // Whoever waits for it hears of it; until somebody does, it must not end the process.
  ended.catch(() => undefined);
  return {
    isRunning: () => running !== null,
    ended,
    restart(cause) {
      if (stopping.signal.aborted) return log.debug({ err: cause }, 'Something failed that is ending anyway');
      log.error({ err: cause }, 'The runner of the clock is in doubt');
      void endRunning();
    },
    async stop() {
      stopping.abort();
      await endRunning();
      await ended.catch(() => undefined);
      await allReturned(pool);
    },
  };
}

function stopped(cause: unknown, forMs: number): ClockStopped {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new ClockStopped(
    `The clock could not be kept running for ${Math.round(forMs / 1_000)} s (${why}). Look at the database and at the log ` +
      'above, then start this process again: no clock is lost meanwhile.',
    { cause },
  );
}

/** Completions can be in flight after the runner stopped: waits until nobody holds a client of the pool. */
async function allReturned(pool: Pool): Promise<void> {
  while (pool.totalCount > pool.idleCount || pool.waitingCount > 0) await once(pool, 'release');
}
