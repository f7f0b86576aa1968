import type { Config } from '../config/config.ts';
import type { Readiness } from '../http/health.ts';
import { startMetricsServer } from '../http/metrics_server.ts';
import type { Log } from '../telemetry/log.ts';
import { metrics } from '../telemetry/metrics.ts';

/**
 * Serves the metrics of this process, and whether it is ready, on METRICS_PORT as long as `work` goes on, and says where; without
 * one nobody listens.
 */
export async function withMetrics(
  {
    host,
    metricsPort: port,
    isReady,
  }: Pick<Config, 'host' | 'metricsPort'> & { isReady: () => boolean | Readiness },
  log: Log,
  work: () => Promise<void>,
): Promise<void> {
  if (port === undefined) return work();
  const server = await startMetricsServer({ host, port, metrics, isReady, log });
  try {
    log.info({ url: server.url }, 'This process answers scrapes of its metrics');
    await work();
  } finally {
    await server.stop();
  }
}
