import type { Config } from '../config/config.ts';
import type { Readiness } from '../http/health.ts';
import { startMetricsServer } from '../http/metrics_server.ts';
import type { Log } from '../telemetry/log.ts';
import { metrics } from '../telemetry/process_metrics.ts';

/**
 * Serves the metrics of this process, and whether it is ready, on METRICS_PORT as long as `work` goes on. Without METRICS_PORT it
 * serves nothing.
 * @param work gets the URL of the metrics where they are served, for the line with which the process says that it is ready
 */
export async function withMetrics(
  {
    host,
    metricsPort: port,
    isReady,
  }: Pick<Config, 'host' | 'metricsPort'> & { isReady: () => boolean | Readiness },
  log: Log,
  work: (served: { readonly metricsUrl?: string }) => Promise<void>,
): Promise<void> {
  if (port === undefined) return work({});
  const server = await startMetricsServer({ host, port, metrics, isReady, log });
  try {
    log.info({ url: server.url }, 'This process answers scrapes of its metrics');
    await work({ metricsUrl: server.url });
  } finally {
    await server.stop();
  }
}
