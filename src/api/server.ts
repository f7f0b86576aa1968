import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { useServer } from 'graphql-ws/use/ws';
import { postgraphile } from 'postgraphile';
import { makeGraphQLWSConfig } from 'postgraphile/grafserv';
import { grafserv } from 'postgraphile/grafserv/node';
import { WebSocketServer } from 'ws';
import { answerHealth, type Readiness } from '../telemetry/health.ts';
import { listen } from '../telemetry/listen.ts';
import { answerCors, securityHeaders } from './headers.ts';
import { refuseUpgrade } from './limits/connections.ts';
import type { ApiServices } from './services.ts';

/** A request that is not here whole after this time is cut off; the head of it after half of that. In milliseconds. */
const REQUEST_WITHIN_MS = 10_000;
const LOOK_FOR_SLOW_MS = 1_000;
/** Bytes of a message on a WebSocket; the same as of a request. */
const MOST_MESSAGE_BYTES = 200_000;
/** A client that does not answer a ping within this time is gone. */
const PING_MS = 12_000;

export interface ServerOptions {
  readonly preset: GraphileConfig.Preset;
  readonly host: string;
  readonly port: number;
  readonly services: Pick<ApiServices, 'origins' | 'connections' | 'access'>;
  /** Whether the service can do its work right now; answered under /readyz. */
  readonly isReady: () => Promise<boolean | Readiness>;
  /** Ends the answers that would go on for ever. */
  readonly endStreams: () => Promise<void>;
}

/** A server that answers. */
export interface ApiServer {
  readonly url: string;
  /** Accepts nobody new, finishes the requests in flight, then closes live connections. */
  stop(): Promise<void>;
}

/** Serves GraphQL over HTTP and WebSocket under /graphql, and /healthz and /readyz. */
export async function startServer({
  preset,
  host,
  port,
  services: { origins, connections, access },
  isReady,
  endStreams,
}: ServerOptions): Promise<ApiServer> {
  const instance = postgraphile(preset);
  const serv = instance.createServ(grafserv);
  const release = async () => {
    await instance.release();
    for (const service of instance.getResolvedPreset().pgServices ?? []) await service.release?.();
  };
  try {
    // Before anybody asks: where the tables cannot be read at the first request, grafserv answers none ever after.
    await instance.getSchema();
    await serv.ready();
  } catch (error) {
    await release();
    throw error;
  }
  const handle = serv.createHandler();
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MOST_MESSAGE_BYTES });
  useServer(makeGraphQLWSConfig(serv), sockets, PING_MS);
  const setHeaders = securityHeaders(origins, access.hasExplorer);
  let isStopping = false;
  const timeouts = {
    requestTimeout: REQUEST_WITHIN_MS,
    headersTimeout: REQUEST_WITHIN_MS / 2,
    connectionsCheckingInterval: LOOK_FOR_SLOW_MS,
  };
  const server = createServer(timeouts, async (req, res) => {
    // A connection that is kept alive would keep a stopping server alive as well.
    res.once('finish', () => {
      if (isStopping) req.socket.end();
    });
    setHeaders(req, res);
    if (answerCors(req, res, origins)) return;
    const [path] = (req.url ?? '').split('?');
    if (await answerHealth(path, res, isReady)) return;
    return void handle(req, res);
  });
  const live = new Set<Duplex>();
  server.on('upgrade', (req: IncomingMessage, socket: Duplex, head: Buffer) => {
    // Whoever asks may be gone by the time it is answered.
    socket.on('error', () => socket.destroy());
    if (!serv.shouldHandleUpgrade(req, socket, head)) return refuseUpgrade(socket, '404 Not Found');
    if (!origins.isWelcome(req)) return refuseUpgrade(socket, '403 Forbidden');
    if (!connections.admit(req, socket)) return refuseUpgrade(socket, '429 Too Many Requests');
    live.add(socket);
    socket.once('close', () => live.delete(socket));
    return sockets.handleUpgrade(req, socket, head, (open) => sockets.emit('connection', open, req));
  });
  let url: string;
  try {
    url = await listen(server, { host, port, setting: 'PORT' });
  } catch (error) {
    await release();
    throw error;
  }
  return {
    url,
    async stop() {
      isStopping = true;
      const closed = once(server, 'close');
      server.close();
      server.closeIdleConnections();
      // A closing server waits for upgraded sockets as well; clients of a live stream connect again elsewhere.
      for (const socket of live) socket.destroy();
      sockets.close();
      await endStreams();
      await closed;
      await release();
    },
  };
}
