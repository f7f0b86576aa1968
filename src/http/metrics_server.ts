import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Log } from '../telemetry/log.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import { answerHealth, type Readiness } from './health.ts';
import { listen } from './listen.ts';

const PATH = '/metrics';
const PATHS = `${PATH}, /healthz and /readyz`;

export interface MetricsServerOptions {
  readonly host: string;
  readonly port: number;
  readonly metrics: Metrics;
  /** Whether the process does its work right now. */
  readonly isReady: () => boolean | Readiness;
  readonly log: Log;
}

/** A server that answers scrapes. */
export interface MetricsServer {
  /** Where the metrics are. */
  readonly url: string;
  stop(): Promise<void>;
}

/** Serves the metrics of a process under /metrics, and /healthz and /readyz beside them. Throws a ListenError when it cannot listen. */
export async function startMetricsServer(options: MetricsServerOptions): Promise<MetricsServer> {
  const { host, port, metrics, isReady, log } = options;
  const server = createServer(async (req, res) => {
    const [path] = (req.url ?? '').split('?');
    if (req.method === 'GET' && (await answerHealth(path, res, isReady))) return;
    if (req.method !== 'GET' || path !== PATH) {
      res.writeHead(404, { 'content-type': 'text/plain' }).end(`Only GET ${PATHS} are answered here.\n`);
      return;
    }
    const text = await metrics.text((error) =>
      log.warn({ err: error }, 'Could not read what waits in the database; a scrape went without it'),
    );
    res.writeHead(200, { 'content-type': metrics.contentType }).end(text);
  });
  const url = await listen(server, { host, port, setting: 'METRICS_PORT' });
  metrics.watchProcess();
  return {
    url: url + PATH,
    async stop() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
