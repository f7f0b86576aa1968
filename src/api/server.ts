import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { postgraphile } from 'postgraphile';
import { type BufferResult, makeGraphQLWSConfig } from 'postgraphile/grafserv';
import { grafserv } from 'postgraphile/grafserv/node';
import { allowOrigins, answerPreflight, securityHeaders } from '../http/headers.ts';
import { answerHealth, askedOnce, HEALTH_METHODS, isHealthCheck, type Readiness } from '../http/health.ts';
import { OneByOne } from '../http/limits/one_by_one.ts';
import { Pace } from '../http/limits/pace.ts';
import { hearNoMore, limitPieces } from '../http/limits/pieces.ts';
import { stayOf } from '../http/limits/stay.ts';
import { listenInQueues } from '../http/listen.ts';
import { observeRequest } from '../http/observe_request.ts';
import type { Room } from '../http/room/room.ts';
import { ServiceError } from '../service_errors.ts';
import { asAccepted } from './accepted_type.ts';
import { rawRefusal } from './answers.ts';
import { judge, overChecks, overRate, weightOf } from './limits/admission.ts';
import { refusal, refuseMethod } from './refusal.ts';
import type { ApiServices } from './services.ts';
import { Sockets } from './sockets.ts';

/** A request that is not here whole after this time is cut off; the head of it after half of that. In milliseconds. */
const REQUEST_WITHIN_MS = 10_000;
/**
 * A connection without a request is kept for so long: longer than a proxy keeps one, which would else send a request into one that closes,
 * and longer than most people take between two picks.
 */
const IDLE_MS = 65_000;
const LOOK_FOR_SLOW_MS = 1_000;
/** Requests sent without waiting for answers count as so many at once: no browser sends any. */
const UNHEARD_COST = 100;
/** A body that comes byte by byte was gone through before it was stopped: whoever sends two of them is refused for a while. */
const PIECEMEAL_COST = 500;
/** A connection that is one too many is there for so long, to be told. */
const REFUSED_FOR_MS = 2_000;

export interface ServerOptions {
  readonly preset: GraphileConfig.Preset;
  readonly host: string;
  readonly port: number;
  readonly services: Pick<
    ApiServices,
    'origins' | 'connections' | 'access' | 'addressOf' | 'rateLimits' | 'unread' | 'log'
  >;
  /** Whether the service can do its work right now; answered under /readyz. */
  readonly isReady: () => Promise<Readiness>;
  /** The draft room, served beside the API. */
  readonly room: Room;
  /** Ends the answers that would go on for ever. */
  readonly endStreams: () => Promise<void>;
}

/** A server that answers. */
export interface ApiServer {
  readonly url: string;
  /** Accepts nobody new, finishes the requests in flight, then closes live connections. */
  stop(): Promise<void>;
}

/** Serves the draft room, GraphQL over HTTP and WebSocket under /graphql, and /healthz and /readyz. */
export async function startServer({
  preset,
  host,
  port,
  services,
  isReady: askWhetherReady,
  room,
  endStreams,
}: ServerOptions): Promise<ApiServer> {
  const { origins, connections, access } = services;
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
  const pace = new Pace();
  const large = new OneByOne();
  const sockets = new Sockets(makeGraphQLWSConfig(serv), { ...services, pace });
  const isReady = askedOnce(askWhetherReady);
  const setHeaders = securityHeaders(origins, access.hasExplorer);
  let isStopping = false;
  const options = {
    requestTimeout: REQUEST_WITHIN_MS,
    headersTimeout: REQUEST_WITHIN_MS / 2,
    connectionsCheckingInterval: LOOK_FOR_SLOW_MS,
    keepAliveTimeout: IDLE_MS,
    // Node.js answers what has none by itself, where nobody counts it.
    requireHostHeader: false,
    // What asks for another protocol, as many clients ask for HTTP/2, is answered by this one. (Before 24.9 Node.js knows no such option.)
    shouldUpgradeCallback: ({ headers }: IncomingMessage) => headers.upgrade?.toLowerCase() === 'websocket',
  };
  const answer = async (req: IncomingMessage, res: ServerResponse) => {
    observeRequest(req, res);
    limitPieces(req, () => void overRate(services, req, PIECEMEAL_COST));
    // A connection that is kept alive would keep a stopping server alive as well.
    res.once('finish', () => {
      if (isStopping) req.socket.end();
    });
    // What came behind a request for which the connection was cut.
    if (req.socket.destroyed) return;
    const stay = stayOf(res);
    const turn = connections.begin(req.socket, stay);
    if (turn === null) {
      hearNoMore(req.socket);
      return void (await overRate(services, req, UNHEARD_COST));
    }
    await turn;
    await pace.turn(services.addressOf(req));
    if (req.socket.destroyed) return;
    setHeaders(req, res);
    allowOrigins(req, res, origins);
    const [path = ''] = (req.url ?? '').split('?');
    const refused = isHealthCheck(path) ? await overChecks(services, req) : await judge(services, req, stay);
    const refuse = (error: Error) =>
      refuseWith(res, asAccepted(refusal(error, services.log), { path, accept: req.headers.accept }));
    if (refused) return refuse(refused);
    if (answerPreflight(req, res, origins)) return;
    if (isHealthCheck(path) && !HEALTH_METHODS.includes(req.method ?? ''))
      return refuseWith(res, refuseMethod(HEALTH_METHODS.join(', ')));
    if (await answerHealth(path, res, isReady)) return;
    if (weightOf(req) > 1) await large.turn(services.addressOf(req), stay);
    if (req.socket.destroyed) return;
    services.unread.watchResponse(services.addressOf(req), res, stay);
    if (await room.answer(path, req, res)) return;
    // Grafserv has no answer for what nothing is at, where a page tells more (answers_plugin.ts).
    return void handle(req, res, (error) => {
      if (error === undefined) room.answerMissing(req, res);
      else if (res.headersSent) res.destroy();
      else refuse(error);
    });
  };
  const server = createServer(options, answer);
  // An expectation that Node.js does not know, which it would refuse by itself.
  server.on('checkExpectation', answer);
  server.on('connection', (socket: Socket) => {
    const admission = connections.accept(socket);
    if (admission === 'closed') socket.destroy();
    if (admission === 'refused') setTimeout(() => socket.destroy(), REFUSED_FOR_MS).unref();
  });
  const live = new Set<Duplex>();
  server.on('upgrade', async (req: IncomingMessage, socket: Duplex, head: Buffer) => {
    // Whoever asks may be gone by the time it is answered.
    socket.on('error', () => socket.destroy());
    await pace.turn(services.addressOf(req));
    const refused = serv.shouldHandleUpgrade(req, socket, head)
      ? origins.isWelcome(req)
        ? await judge(services, req, socket)
        : new ServiceError('ORIGIN_NOT_ALLOWED')
      : new ServiceError('REQUEST_INVALID', { problem: 'there is no WebSocket at this path' });
    // Nobody reads from it any more, so the client's leaving would not be noticed.
    if (refused) return void socket.end(rawRefusal(refused), () => socket.destroy());
    if (socket.destroyed) return;
    live.add(socket);
    socket.once('close', () => live.delete(socket));
    return sockets.open(req, req.socket, head, services.addressOf(req));
  });
  let listening: Awaited<ReturnType<typeof listenInQueues>>;
  try {
    listening = await listenInQueues(server, { host, port, setting: 'PORT' });
  } catch (error) {
    await release();
    throw error;
  }
  return {
    url: listening.url,
    async stop() {
      isStopping = true;
      const closed = listening.close();
      server.closeIdleConnections();
      // A closing server waits for upgraded sockets as well; clients of a live stream connect again elsewhere.
      for (const socket of live) socket.destroy();
      await endStreams();
      await closed;
      await release();
    },
  };
}

/** Refuses a request and closes its connection, so that asking again costs whoever asks. */
function refuseWith(res: ServerResponse, { statusCode, headers, buffer }: BufferResult): void {
  res.writeHead(statusCode, { ...headers, connection: 'close' }).end(buffer);
}
