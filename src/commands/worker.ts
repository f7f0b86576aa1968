import { getPriority, setPriority } from 'node:os';
import type { Config } from '../config/config.ts';
import { createLog } from '../telemetry/log.ts';
import { maskSecrets } from '../telemetry/mask_secrets.ts';
import { logReady } from '../telemetry/readiness.ts';
import { takeStrayOutput } from '../telemetry/stray_output.ts';
import { startTracing } from '../telemetry/tracing.ts';
import { wire } from '../wire.ts';
import { startClock } from './clock.ts';
import { joinDatabase } from './database.ts';
import { listedStrategies } from './listed_strategies.ts';
import { withMetrics } from './metrics.ts';
import { startRelay } from './relay.ts';
import { requirePorts } from './require_ports.ts';
import { untilAskedToStop, untilOver } from './signals.ts';

/** What a worker process does: keep the clock, deliver events to other systems, or both. */
export type Work = 'clock' | 'relay';

/** Runs one more worker process on an existing database, until a signal asks it to stop. `only`: one part of the work. */
export async function worker(config: Config, only?: Work): Promise<undefined> {
  const log = createLog(config.logLevel);
  takeStrayOutput(log);
  const asked = untilAskedToStop();
  if (only === 'relay') giveWay();
  await requirePorts(config, { onlyMetrics: true });
  const stopTracing = await startTracing(config.tracing, log);
  const database = await joinDatabase(config, log);
  try {
    const clock =
      only === 'relay'
        ? null
        : await startClock(
            database.url,
            wire(config, log, await listedStrategies()).preset,
            config.roles,
            log,
          );
    try {
      const relay =
        only === 'clock' ? null : await startRelay(database.url, config, log, { isAll: only === 'relay' });
      try {
        const isReady = () => clock?.readiness() ?? { ready: relay?.isRunning() ?? false };
        await withMetrics({ ...config, isReady }, log, async ({ metricsUrl }) => {
          logReady(log, { ready: 'worker', metricsUrl, database: maskSecrets(database.url) }, says(only));
          const parts = [clock?.ended, relay?.ended].flatMap((ended) => (ended ? [{ ended }] : []));
          log.info(
            { signal: await Promise.race([...parts.map((part) => untilOver(asked, part)), database.lost]) },
            'Stopping: the tasks under way finish, then the connections close',
          );
        });
      } finally {
        await relay?.stop();
      }
    } finally {
      await clock?.stop();
    }
  } finally {
    await database.stop();
    await stopTracing();
  }
}

/** The `nice` of a process that only delivers: with 10, deliveries waited nearly three times as long on a busy machine, and clocks as long as with this. */
const RELAY_NICE = 5;

/** Beside clocks on the same machine a delivery can wait, a pick cannot. A priority that is lower already stays. */
function giveWay(): void {
  setPriority(Math.max(getPriority(), RELAY_NICE));
}

function says(only: Work | undefined): string {
  const picks = 'picks for every draft whose clock runs out';
  const delivers = 'delivers events to other systems';
  if (only === 'clock') return `This worker process ${picks}`;
  return only === 'relay'
    ? `This worker process ${delivers}`
    : `This worker process ${picks}, and ${delivers}`;
}
