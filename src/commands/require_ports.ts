import { type Config, ConfigError } from '../config/config.ts';
import { type ListenOptions, requireFree } from '../http/listen.ts';

/**
 * Refuses a PORT, METRICS_PORT or HOST that cannot be listened on, before anything else is begun: nothing was made then, and nothing has to
 * be stopped. `onlyMetrics`: for a command that serves no API.
 */
export async function requirePorts(
  { host, port, metricsPort }: Pick<Config, 'host' | 'port' | 'metricsPort'>,
  { onlyMetrics = false }: { readonly onlyMetrics?: boolean } = {},
): Promise<void> {
  if (!onlyMetrics && port !== 0 && metricsPort === port)
    throw new ConfigError(
      `PORT and METRICS_PORT are both ${port}. Set METRICS_PORT to another one (0: any free one), or leave it out.`,
    );
  const places: ListenOptions[] = onlyMetrics ? [] : [{ host, port, setting: 'PORT' }];
  if (metricsPort !== undefined) places.push({ host, port: metricsPort, setting: 'METRICS_PORT' });
  await requireFree(places);
}
