import { superviseRunner } from '../clock/runner.ts';
import { readBacklog } from '../database/backlog.ts';
import { checkServer, createPool, endPool } from '../database/connect.ts';
import { checkMigrated } from '../database/migrate.ts';
import type { Log } from '../telemetry/log.ts';
import { metrics } from '../telemetry/metrics.ts';

/** Connections of a process that runs the clock: its jobs, its LISTEN, and some air. */
const CONNECTIONS = 10;

/** The clock of one process. */
export interface Clock {
  isRunning(): boolean;
  stop(): Promise<void>;
}

/** Runs the clock on a database: the supervised runner of its jobs, with the precise alarm in it, on a pool of its own. */
export async function startClock(url: string, preset: GraphileConfig.Preset, log: Log): Promise<Clock> {
  const pool = createPool(url, { max: CONNECTIONS, applicationName: 'draft-orchestrator worker', log });
  try {
    await checkServer(pool, url);
    await checkMigrated(pool);
  } catch (error) {
    await endPool(pool);
    throw error;
  }
  metrics.readBacklogWith(() => readBacklog(pool));
  const runner = superviseRunner(pool, preset, log);
  return {
    isRunning: () => runner.isRunning(),
    async stop() {
      await runner.stop();
      await endPool(pool);
    },
  };
}
