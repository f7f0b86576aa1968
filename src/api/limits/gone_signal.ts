import type { ServerResponse } from 'node:http';

/** What of a WebSocket is needed here. */
interface Socket {
  readonly readyState: number;
  once(event: 'close', hear: () => void): unknown;
}

const CLOSING = 2;

const ofSockets = new WeakMap<Socket, AbortSignal>();

/** Aborted when the client that waits for an answer is gone: its response is closed, or its WebSocket. */
export function goneSignal(response: ServerResponse | undefined, socket: unknown): AbortSignal {
  if (response) return aborted(response.closed, response);
  if (!isSocket(socket)) return new AbortController().signal;
  const known = ofSockets.get(socket);
  if (known) return known;
  const signal = aborted(socket.readyState >= CLOSING, socket);
  ofSockets.set(socket, signal);
  return signal;
}

function aborted(isClosed: boolean, stream: Pick<Socket, 'once'>): AbortSignal {
  const controller = new AbortController();
  if (isClosed) controller.abort();
  else stream.once('close', () => controller.abort());
  return controller.signal;
}

function isSocket(socket: unknown): socket is Socket {
  return typeof socket === 'object' && socket !== null && 'readyState' in socket && 'once' in socket;
}
