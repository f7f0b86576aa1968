import { reconcile } from '../clock/reconciler.ts';
import { superviseRunner } from '../clock/runner.ts';
import { checkServer, createPool, endPool } from '../database/connect.ts';
import { rearmOverdue } from '../database/door.ts';
import { checkMigrated } from '../database/migrate.ts';
import type { Log } from '../telemetry/log.ts';

/** Connections of a process that runs the clock: its jobs, its LISTEN, and some air. */
const CONNECTIONS = 10;
/** A draft that was due for longer has lost its alarm, in all likelihood. */
const OVERDUE_SECONDS = 2;
const MOST_REARMED_AT_ONCE = 200;

/** The clock of one process. */
export interface Clock {
  isRunning(): boolean;
  stop(): Promise<void>;
}

/** Runs the clock on a database: the runner of its jobs and the reconciler behind them, on a pool of their own. */
export async function startClock(url: string, preset: GraphileConfig.Preset, log: Log): Promise<Clock> {
  const pool = createPool(url, { max: CONNECTIONS, applicationName: 'draft-orchestrator worker', log });
  try {
    await checkServer(pool, url);
    await checkMigrated(pool);
  } catch (error) {
    await endPool(pool);
    throw error;
  }
  const runner = superviseRunner(pool, preset, log);
  const reconciler = reconcile(() => rearmOverdue(pool, OVERDUE_SECONDS, MOST_REARMED_AT_ONCE), log);
  return {
    isRunning: () => runner.isRunning(),
    async stop() {
      await reconciler.stop();
      await runner.stop();
      await endPool(pool);
    },
  };
}
