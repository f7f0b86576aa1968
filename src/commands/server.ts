import type { Config } from '../config/config.ts';
import { createLog } from '../telemetry/log.ts';
import { maskSecrets } from '../telemetry/mask_secrets.ts';
import { logReady } from '../telemetry/readiness.ts';
import { takeStrayOutput } from '../telemetry/stray_output.ts';
import { startTracing } from '../telemetry/tracing.ts';
import { wire } from '../wire.ts';
import { startApi } from './api.ts';
import { joinDatabase } from './database.ts';
import { listedStrategies } from './listed_strategies.ts';
import { withMetrics } from './metrics.ts';
import { requirePorts } from './require_ports.ts';
import { untilAskedToStop } from './signals.ts';

/** Runs one more API process on an existing database, until a signal asks it to stop. */
export async function server(config: Config): Promise<undefined> {
  const log = createLog(config.logLevel);
  takeStrayOutput(log);
  const asked = untilAskedToStop();
  await requirePorts(config);
  const stopTracing = await startTracing(config.tracing, log);
  const database = await joinDatabase(config, log);
  try {
    // Ready as soon as it listens: /readyz on the port of the API says whether GraphQL is answered.
    await withMetrics({ ...config, isReady: () => true }, log, async ({ metricsUrl }) => {
      const api = await startApi({
        config,
        wired: wire(config, log, await listedStrategies()),
        url: database.url,
        log,
      });
      try {
        logReady(
          log,
          { ready: 'server', url: `${api.url}/graphql`, metricsUrl, database: maskSecrets(database.url) },
          'This server process answers GraphQL',
        );
        log.info(
          { signal: await Promise.race([asked, database.lost]) },
          'Stopping: the requests in flight finish, then the connections close',
        );
      } finally {
        await api.stop();
      }
    });
  } finally {
    await database.stop();
    await stopTracing();
  }
}
