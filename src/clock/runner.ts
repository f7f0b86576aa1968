import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Runner, run, type TaskList } from 'graphile-worker';
import type { ConnectionPool } from '../database/connect.ts';
import { messageOf } from '../telemetry/error_text.ts';
import type { Log } from '../telemetry/log.ts';
import { Handover } from './handover.ts';
import { lookWhenListening } from './job_events.ts';

const FIRST_PAUSE_MS = 200;
/** While a runner pauses, this process does not ring; after a restart of the database no process does. Hence short. */
const LONGEST_PAUSE_MS = 1_000;
/** Random share of a pause, so that processes that lost the same database do not reconnect at the same instant. */
const JITTER = 0.5;
/** A runner that ran this long did its work: what ended it is a new failure, not the old one. */
const HEALTHY_AFTER_MS = 5_000;
/** Afterwards the process ends: a supervisor can act on a process that ended, not on one that tries for ever. */
const GIVE_UP_AFTER_MS = 5 * 60_000;

/** A runner whose alarm has failed for so long is restarted; the time doubles each time that a restart did not help. */
const RESTART_FAILING_AFTER_MS = 5_000;
const LONGEST_BETWEEN_RESTARTS_MS = 60_000;

const LOOK_EVERY_MS = 1_000;

/** When a runner that still runs counts as stopped. */
export interface SupervisionOptions {
  /** After so many milliseconds without doing its work the runner is given up. */
  readonly giveUpAfterMs?: number;
  /** Whether it does its work, as measured from outside; by default: whenever it runs. */
  readonly isWell?: () => boolean;
  /** For how many milliseconds something in it has failed every time, though it runs; 0: nothing does. */
  readonly failingForMs?: () => number;
  /** After so many milliseconds of that it is restarted, and after twice as many each time that a restart did not help. */
  readonly restartFailingAfterMs?: number;
  /** Is told whether a runner follows the one that ends; that of the alarm plugin, where there is one. */
  readonly handover?: Handover;
  /** What it runs; the files of the preset's folder unless told. */
  readonly taskList?: TaskList;
  /** Whose runner it is, for the log. */
  readonly name?: string;
}

/** The clock could not be kept running. The message says why, and what comes next. */
export class ClockStopped extends Error {
  override readonly name = 'ClockStopped';
}

/** A runner under supervision. */
export interface SupervisedRunner {
  /** Whether jobs are being looked for right now. */
  isRunning(): boolean;
  /** Something failed after which the runner may be broken: it is ended and started again. */
  restart(cause: unknown): void;
  /** Rejects with a ClockStopped when the runner cannot be kept running; resolves when it was stopped. */
  readonly ended: Promise<void>;
  /** Lets the tasks under way finish and leaves no job locked. The pool stays open: its owner ends it. */
  stop(): Promise<void>;
}

/**
 * Runs graphile-worker on a pool of ours. Any stop that was not asked for is a failure, also one that looks clean:
 * the runner is started again, after a pause that doubles up to a second. When that has not helped for `giveUpAfterMs`, it gives up.
 */
export function superviseRunner(
  pool: ConnectionPool,
  preset: GraphileConfig.Preset,
  log: Log,
  {
    giveUpAfterMs = GIVE_UP_AFTER_MS,
    isWell = () => true,
    failingForMs = () => 0,
    restartFailingAfterMs = RESTART_FAILING_AFTER_MS,
    handover = new Handover(),
    taskList,
    name = 'the clock',
  }: SupervisionOptions = {},
): SupervisedRunner {
  const stopping = new AbortController();
  let running: Runner | null = null;
  let startedAt = 0;
  let wellAt = performance.now();
  let restartAfterMs = restartFailingAfterMs;

  /** Checks once a second: a runner whose database is gone polls for jobs for ever, without an error. */
  function look(): void {
    const now = performance.now();
    if (running !== null && now - startedAt > HEALTHY_AFTER_MS && isWell()) wellAt = now;
    if (now - wellAt > giveUpAfterMs) {
      clearInterval(looking);
      handover.expect(false);
      void endRunning();
    } else if (running !== null) restartFailing(now);
  }

  function restartFailing(now: number): void {
    const failingFor = failingForMs();
    if (failingFor === 0) restartAfterMs = restartFailingAfterMs;
    if (Math.min(failingFor, now - startedAt) < restartAfterMs) return;
    restartAfterMs = Math.min(restartAfterMs * 2, LONGEST_BETWEEN_RESTARTS_MS);
    log.error(
      { failingForMs: Math.round(failingFor) },
      'The precise alarm fails all the time; starting the runner again',
    );
    void endRunning();
  }

  async function runOnce(): Promise<void> {
    running = await run({
      ...{ preset, pgPool: pool, noHandleSignals: true, events: lookWhenListening(log) },
      ...(taskList && { taskList }),
    });
    if (stopping.signal.aborted) await running.stop();
    await running.promise;
  }

  async function keepRunning(): Promise<void> {
    handover.expect(true);
    let pause = FIRST_PAUSE_MS;
    while (!stopping.signal.aborted) {
      startedAt = performance.now();
      const cause = await runOnce().then(
        () => 'it ended without being asked to',
        (error: unknown) => error,
      );
      running = null;
      if (stopping.signal.aborted) return;
      const now = performance.now();
      if (now - startedAt > HEALTHY_AFTER_MS) pause = FIRST_PAUSE_MS;
      if (now - wellAt > giveUpAfterMs) throw stopped(cause, now - wellAt);
      log.error({ err: cause, pauseMs: pause }, `The runner of ${name} stopped; starting it again`);
      const jittered = pause * (1 - JITTER * Math.random());
      await sleep(jittered, undefined, { signal: stopping.signal }).catch(() => undefined);
      pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
    }
  }

  const endRunning = () =>
    running?.stop().catch((error: unknown) => log.warn({ err: error }, 'The runner was stopping already'));
  const looking = setInterval(look, LOOK_EVERY_MS);
  const ended = keepRunning().finally(async () => {
    clearInterval(looking);
    handover.expect(false);
    await handover.end();
  });
  // Callers that await it get the rejection; without this an early one would end the process as unhandled.
  ended.catch(() => undefined);
  return {
    isRunning: () => running !== null,
    ended,
    restart(cause) {
      if (stopping.signal.aborted) return log.debug({ err: cause }, 'Something failed that is ending anyway');
      log.error({ err: cause }, `The runner of ${name} may be broken; starting it again`);
      void endRunning();
    },
    async stop() {
      stopping.abort();
      handover.expect(false);
      await endRunning();
      await ended.catch(() => undefined);
      await allReturned(pool);
    },
  };
}

function stopped(cause: unknown, forMs: number): ClockStopped {
  const why = messageOf(cause);
  return new ClockStopped(
    `The clock could not be kept running for ${Math.round(forMs / 1_000)} s (${why}). Look at the database and at the log ` +
      'above, then start this process again: no clock is lost meanwhile.',
    { cause },
  );
}

/** Completions can be in flight after the runner stopped: waits until nobody holds a client of the pool. */
async function allReturned(pool: ConnectionPool): Promise<void> {
  while (pool.totalCount > pool.idleCount || pool.waitingCount > 0) await once(pool, 'release');
}
