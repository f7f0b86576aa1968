import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { postgraphile } from 'postgraphile';
import { grafserv } from 'postgraphile/grafserv/node';
import { answerHealth } from '../telemetry/health.ts';
import { listen } from '../telemetry/listen.ts';

export interface ServerOptions {
  readonly preset: GraphileConfig.Preset;
  readonly host: string;
  readonly port: number;
  /** Whether the service can do its work right now; answered under /readyz. */
  readonly isReady: () => Promise<boolean>;
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
  const upgrade = await serv.getUpgradeHandler();
  let isStopping = false;
  const server = createServer(async (req, res) => {
    // A connection that is kept alive would keep a stopping server alive as well.
    res.once('finish', () => {
      if (isStopping) req.socket.end();
    });
    const [path] = (req.url ?? '').split('?');
    if (await answerHealth(path, res, isReady)) return;
    return void handle(req, res);
  });
  const live = new Set<Duplex>();
  server.on('upgrade', (req: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (!upgrade || !serv.shouldHandleUpgrade(req, socket, head)) return socket.destroy();
    live.add(socket);
    socket.once('close', () => live.delete(socket));
    return upgrade(req, socket, head);
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
      await endStreams();
      await closed;
      await release();
    },
  };
}
