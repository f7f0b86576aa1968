import { alarmHealth } from '../clock/alarm_health.ts';
import { handover } from '../clock/handover.ts';
import { countPicks } from '../clock/pick_counts.ts';
import { superviseRunner } from '../clock/runner.ts';
import type { Config } from '../config/config.ts';
import { readBacklog } from '../database/backlog.ts';
import { createConnectionPool, endConnectionPool, SILENCE_MS } from '../database/connect.ts';
import type { PickSource } from '../draft/event_kinds.ts';
import type { Readiness } from '../http/health.ts';
import type { Log } from '../telemetry/log.ts';
import { metrics } from '../telemetry/process_metrics.ts';
import { checkDatabase } from './check_database.ts';
import { type SchemaWatch, watchSchema } from './schema_watch.ts';

/** Connections of a process that runs the clock: its jobs, its LISTEN, and a few to spare. */
const CONNECTIONS = 10;
/** The clock asks what is due once a second. */
const TICKS_WITHIN_MS = 5_000;
/** Of picks that are made here. */
const SOURCES: readonly PickSource[] = ['AUTO', 'AUTOPILOT'];

/** The clock of one process. */
export interface Clock {
  /** Whether it keeps the time right now: jobs are looked for, the database answered lately, and the precise alarm does not fail. */
  isRunning(): boolean;
  /** The same as /readyz answers it, and whether the schema of the database has become that of another version of the program. */
  readiness(): Readiness;
  /** Rejects with a ClockStopped when it cannot go on; resolves when it was stopped. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

/** Runs the clock on a database: the supervised runner of its jobs, with the precise alarm in it, on a pool of its own. */
export async function startClock(
  url: string,
  preset: GraphileConfig.Preset,
  roles: Config['roles'],
  log: Log,
): Promise<Clock> {
  const pool = createConnectionPool(url, {
    max: CONNECTIONS,
    applicationName: 'draft-orchestrator worker',
    silenceMs: SILENCE_MS,
    log,
  });
  let schema: SchemaWatch;
  try {
    schema = await watchSchema(pool, log, await checkDatabase(pool, url, roles));
  } catch (error) {
    await endConnectionPool(pool);
    throw error;
  }
  metrics.readBacklogWith(() => readBacklog(pool));
  metrics.expects({ sources: SOURCES });
  const counts = countPicks(pool, log);
  const isWell = () => metrics.tickedWithin(TICKS_WITHIN_MS);
  const runner = superviseRunner(pool, preset, log, {
    isWell,
    failingForMs: () => alarmHealth.failingForMs(),
    handover,
  });
  // graphile-worker does not await the statement that completes a job: where the database is gone, its rejection arrives only here,
  // also while the process ends.
  process.on('unhandledRejection', (cause) => runner.restart(cause));
  const isRunning = () => runner.isRunning() && isWell() && alarmHealth.failure() === null;
  return {
    isRunning,
    readiness: () => ({ ready: isRunning(), ...(schema.hasChanged() ? { schema: 'changed' } : {}) }),
    ended: runner.ended,
    async stop() {
      await schema.stop();
      await runner.stop();
      await counts.stop();
      await endConnectionPool(pool);
    },
  };
}
