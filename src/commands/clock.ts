import { alarmHealth } from '../clock/alarm_health.ts';
import { superviseRunner } from '../clock/runner.ts';
import { readBacklog } from '../database/backlog.ts';
import { checkDirect, checkServer, createPool, endPool, SILENCE_MS } from '../database/connect.ts';
import { checkMigrated } from '../database/migrate.ts';
import type { Log } from '../telemetry/log.ts';
import { metrics } from '../telemetry/metrics.ts';

/** Connections of a process that runs the clock: its jobs, its LISTEN, and some air. */
const CONNECTIONS = 10;
/** The clock asks what is due once a second. */
const TICKS_WITHIN_MS = 5_000;

/** The clock of one process. */
export interface Clock {
  /** Whether it keeps the time right now: jobs are looked for, the database answered lately, and the precise alarm does not fail. */
  isRunning(): boolean;
  /** Rejects with a ClockStopped when it cannot go on; resolves when it was stopped. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

/** Runs the clock on a database: the supervised runner of its jobs, with the precise alarm in it, on a pool of its own. */
export async function startClock(url: string, preset: GraphileConfig.Preset, log: Log): Promise<Clock> {
  const pool = createPool(url, {
    max: CONNECTIONS,
    applicationName: 'draft-orchestrator worker',
    silenceMs: SILENCE_MS,
    log,
  });
  try {
    await checkDirect(pool, url);
    await checkServer(pool, url);
    await checkMigrated(pool);
  } catch (error) {
    await endPool(pool);
    throw error;
  }
  metrics.readBacklogWith(() => readBacklog(pool));
  const isWell = () => metrics.tickedWithin(TICKS_WITHIN_MS);
  const runner = superviseRunner(pool, preset, log, {
    isWell,
    failingForMs: () => alarmHealth.failingForMs(),
  });
  // graphile-worker does not wait for the completion of a job: when the database is gone, nobody hears of it but here, be it
  // while the process ends.
  process.on('unhandledRejection', (cause) => runner.restart(cause));
  return {
    isRunning: () => runner.isRunning() && isWell() && alarmHealth.failure() === null,
    ended: runner.ended,
    async stop() {
      await runner.stop();
      await endPool(pool);
    },
  };
}
