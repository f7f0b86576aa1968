import type { Config } from '../config/config.ts';
import { createLog } from '../telemetry/log.ts';
import { maskSecrets } from '../telemetry/mask_secrets.ts';
import { logReady } from '../telemetry/readiness.ts';
import { takeStrayOutput } from '../telemetry/stray_output.ts';
import { wire } from '../wire.ts';
import { startClock } from './clock.ts';
import { joinDatabase } from './database.ts';
import { withMetrics } from './metrics.ts';
import { untilAskedToStop, untilOver } from './signals.ts';

/** Runs one more worker process on an existing database, until a signal asks it to stop. */
export async function worker(config: Config): Promise<undefined> {
  const log = createLog(config.logLevel);
  takeStrayOutput(log);
  const asked = untilAskedToStop();
  const database = await joinDatabase(config, log);
  try {
    const { preset } = wire(config, log);
    const clock = await startClock(database.url, preset, config.roles, log);
    try {
      await withMetrics({ ...config, isReady: () => clock.readiness() }, log, async ({ metricsUrl }) => {
        logReady(
          log,
          { ready: 'worker', metricsUrl, database: maskSecrets(database.url) },
          'This worker process picks for every draft whose clock runs out',
        );
        log.info(
          { signal: await Promise.race([untilOver(asked, clock), database.lost]) },
          'Stopping: the tasks under way finish, then the connections close',
        );
      });
    } finally {
      await clock.stop();
    }
  } finally {
    await database.stop();
  }
}
