import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import {
  CloseCode,
  GRAPHQL_TRANSPORT_WS_PROTOCOL,
  handleProtocols,
  MessageType,
  makeServer,
  type ServerOptions,
} from 'graphql-ws';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Pace } from '../http/limits/pace.ts';
import {
  MOST_ANSWER_BYTES,
  MOST_MESSAGE_BYTES,
  MOST_UNREAD_BYTES,
  SMALL_ANSWER_BYTES,
} from '../http/limits/sizes.ts';
import { sentBy } from '../http/limits/unread_answers.ts';
import { ServiceError } from '../service_errors.ts';
import { rawRefusal } from './answers.ts';
import { MOST_ON_A_SOCKET } from './limits/query_limits.ts';
import type { ApiServices } from './services.ts';
import type { WriteFrame } from './shared_frames.ts';

const PING_EVERY_MS = 12_000;
/** A client that was not heard of for so many pings is gone. */
const GONE_AFTER_PINGS = 2;
/** Operations that may still run after their client gave them up, besides those it waits for. */
const MOST_GIVEN_UP = 100;
const MOST_FRAGMENTS = 32;
/** What breaks the protocol, as a message in many pieces, counts as so many requests: no library sends it. */
const BROKEN_COST = 100;
const BAD_HANDSHAKE = 400;
const TOO_MUCH = 'Too many requests';
const ID_IN_USE = 'An operation with this id has not ended';

type Services = Pick<ApiServices, 'unread' | 'rateLimits' | 'log'> & { readonly pace: Pace };

/** What graphql-ws carries beside each socket. */
export interface SocketExtra {
  readonly socket: WebSocket;
  readonly request: IncomingMessage;
  readonly writeFrame: WriteFrame;
}

/** What a WebSocket belongs to. */
interface Line {
  readonly socket: WebSocket;
  readonly request: IncomingMessage;
  readonly tcp: Socket;
  readonly address: string;
}

/** GraphQL over WebSockets: the protocol is graphql-ws's, and what a client may cost is limited here. */
export class Sockets {
  readonly #server = new WebSocketServer({
    noServer: true,
    maxPayload: MOST_MESSAGE_BYTES,
    // A message in thousands of pieces counts as one, and each piece is a buffer of its own.
    maxFragments: MOST_FRAGMENTS,
    // One message or ping in a turn of the event loop: 64 kB hold ten thousand pings.
    allowSynchronousEvents: false,
    handleProtocols: (protocols) => handleProtocols(protocols),
  });
  readonly #protocol: ReturnType<typeof makeServer>;
  readonly #services: Services;

  constructor(options: ServerOptions, services: Services) {
    this.#protocol = makeServer(options);
    this.#server.on('wsClientError', ({ message }, tcp) => {
      refuseHandshake(tcp, message);
    });
    this.#services = services;
  }

  /** Takes over a socket whose request asked for a WebSocket. `address`: by which it is counted. */
  open(request: IncomingMessage, tcp: Socket, head: Buffer, address: string): void {
    const offered = request.headers['sec-websocket-protocol'];
    // Opened without one, it would be closed by its client, which tells nobody why.
    if (offered !== undefined && handleProtocols(offered) === false) {
      refuseHandshake(tcp, `the only protocol that is spoken is ${GRAPHQL_TRANSPORT_WS_PROTOCOL}`);
      return;
    }
    this.#server.handleUpgrade(request, tcp, head, (socket) => {
      this.#services.unread.watchSocket(address, tcp);
      this.#serve({ socket, request, tcp, address });
    });
  }

  #serve(line: Line): void {
    const { socket, request } = line;
    const { log } = this.#services;
    // What is no WebSocket message; ws closes the socket with the reason.
    socket.on('error', (error: Error & { code?: string }) => {
      log.debug({ err: error }, 'A WebSocket failed');
      if (error.code?.startsWith('WS_ERR_'))
        this.#services.rateLimits.countRequest(line.address, BROKEN_COST).catch(() => undefined);
    });
    for (const heard of ['message', 'ping', 'pong'] as const) socket.on(heard, () => this.#count(line));
    let running = 0;
    const ids = new Set<string>();
    const closed = this.#protocol.opened(
      {
        protocol: socket.protocol,
        send: (text) => this.#send(line, text),
        close: (code, reason) => socket.close(code, reason),
        onMessage: (handle) =>
          socket.on('message', async (data) => {
            const text = String(data);
            const asked = askedFor(text);
            const id = asked?.id ?? null;
            if (id !== null && ids.has(id)) return socket.close(CloseCode.SubscriberAlreadyExists, ID_IN_USE);
            if (id !== null) ids.add(id);
            running += 1;
            try {
              if (running > MOST_ON_A_SOCKET + MOST_GIVEN_UP) return cut(socket, TOO_MUCH);
              await this.#services.pace.turn(line.address);
              // Its client left meanwhile: graphql-ws has ended what it asked for, and would never end what it asks for now.
              if (socket.readyState !== socket.OPEN) return;
              await handle(asked && isNamed(asked.payload) ? withoutText(asked) : text);
            } catch (error) {
              log.error({ err: error }, 'A message on a WebSocket could not be answered');
              socket.close(CloseCode.InternalServerError, 'Internal error');
            } finally {
              running -= 1;
              if (id !== null) ids.delete(id);
            }
          }),
      },
      { socket, request, writeFrame: (frame) => this.#writeFrame(line, frame) } satisfies SocketExtra,
    );
    const pinging = this.#ping(line);
    socket.once('close', (code, reason) => {
      clearInterval(pinging);
      void closed(code, String(reason));
    });
  }

  /** Resolves when the system took the message, or there is nobody left to take it. */
  #send(line: Line, text: string): Promise<void> {
    const { socket } = line;
    const bytes = Buffer.byteLength(text);
    const sent = bytes > MOST_ANSWER_BYTES ? tooLarge(text) : text;
    if (sent === null) socket.terminate();
    if (sent === null || !this.#hasRoom(line, bytes)) return Promise.resolve();
    return new Promise((resolve) => socket.send(sent, () => resolve()));
  }

  /**
   * The same for a message that is framed already, for all who get it. ws writes what it sends at once, since nothing is compressed:
   * so what goes past it keeps its place among the rest.
   */
  #writeFrame(line: Line, frame: Buffer): Promise<void> | undefined {
    const { tcp } = line;
    if (!this.#hasRoom(line, frame.length)) return undefined;
    // A thousand who follow a draft are written to one after the other: mostly nothing waits before it, and nobody has to wait for it.
    if (tcp.writableLength === 0) return void tcp.write(frame);
    return new Promise((resolve) => tcp.write(frame, () => resolve()));
  }

  /** Whether so many bytes may be sent; a client that leaves too much unread is cut off. */
  #hasRoom({ socket, tcp, address }: Line, bytes: number): boolean {
    const hasRoom =
      (bytes <= SMALL_ANSWER_BYTES || this.#services.unread.hasRoom(address, bytes)) &&
      tcp.writableLength + bytes <= MOST_UNREAD_BYTES;
    if (!hasRoom) socket.terminate();
    return hasRoom && socket.readyState === socket.OPEN;
  }

  /** Each message costs, whatever it says. */
  #count({ socket, address }: Line): void {
    this.#services.rateLimits.countRequest(address).catch(() => cut(socket, TOO_MUCH));
  }

  /**
   * Pings, and gives up a client that is not heard of. One that takes what waits for it is there, though its answer to a ping comes
   * behind all of that.
   */
  #ping({ socket, tcp }: Line): NodeJS.Timeout {
    let [read, sent, silent] = [tcp.bytesRead, sentBy(tcp), 0];
    return setInterval(() => {
      const isHere = tcp.bytesRead !== read || (tcp.writableLength > 0 && sentBy(tcp) !== sent);
      [read, sent, silent] = [tcp.bytesRead, sentBy(tcp), isHere ? 0 : silent + 1];
      if (silent >= GONE_AFTER_PINGS) socket.terminate();
      else if (socket.readyState === socket.OPEN) socket.ping();
    }, PING_EVERY_MS);
  }
}

/** Answers what wanted to be a WebSocket, and cannot be one, over HTTP. */
function refuseHandshake(tcp: Duplex, why: string): void {
  const refused = new ServiceError('REQUEST_INVALID', { problem: `no WebSocket can be opened: ${why}` });
  tcp.end(rawRefusal(refused, BAD_HANDSHAKE), () => tcp.destroy());
}

/** A message that asks for an operation. */
interface AskedFor {
  readonly id: string;
  readonly payload?: unknown;
}

/**
 * The message that asks for an operation; null where a text is none. Where an operation with its id has not ended, graphql-ws would lose
 * sight of it, also after the client gave it up. Only a parser knows what a message is: any letter of JSON may be written as an escape.
 */
function askedFor(text: string): AskedFor | null {
  try {
    const message = JSON.parse(text) as { type?: unknown; id?: unknown };
    const { type, id } = message;
    return type === MessageType.Subscribe && typeof id === 'string' ? { ...message, id } : null;
  } catch {
    // The protocol says what is wrong.
    return null;
  }
}

/** Whether an operation is named instead of being sent as a text (persisted_operations.ts). */
function isNamed(payload: unknown): payload is object {
  if (typeof payload !== 'object' || payload === null) return false;
  const { query, documentId, id, extensions } = payload as Record<string, unknown>;
  return (query ?? null) === null && [documentId, id, extensions].some((name) => (name ?? null) !== null);
}

/** The same message with an empty text: graphql-ws closes a socket on which an operation has none, with all that goes on over it. */
function withoutText({ payload, ...message }: AskedFor): string {
  return JSON.stringify({ ...message, payload: { ...(payload as object), query: '' } });
}

/** A client that takes no notice of a close frame does not keep its socket. */
function cut(socket: WebSocket, why: string): void {
  socket.close(CloseCode.TooManyInitialisationRequests, why);
  socket.terminate();
}

/** A result that says that the real one is too large; null for what is no result. */
function tooLarge(text: string): string | null {
  const [, id] = /^\{"id":("(?:[^"\\]|\\.)*"),"type":"next",/.exec(text) ?? [];
  if (id === undefined) return null;
  const { message, code, numbers } = new ServiceError('ANSWER_TOO_LARGE', { limit: MOST_ANSWER_BYTES });
  const errors = [{ message, extensions: { code, numbers } }];
  return `{"id":${id},"type":"next","payload":${JSON.stringify({ errors })}}`;
}
