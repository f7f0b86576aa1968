import type { ServerResponse } from 'node:http';

/** What of a WebSocket is needed here. */
interface Socket {
  readonly readyState: number;
  once(event: 'close', hear: () => void): unknown;
}

const CLOSING = 2;

const ofSockets = new WeakMap<Socket, AbortSignal>();

/** Why: made once, for its stack is of no use to anybody, and there is one for each client that leaves. */
const GONE = new Error('The client is gone');

/** Aborted when the client that waits for an answer is gone: its response is closed before it was sent, or its WebSocket. */
export function goneSignal(response: ServerResponse | undefined, socket: unknown): AbortSignal {
  if (response) return aborted(response.closed, response, () => response.writableFinished);
  if (!isSocket(socket)) return new AbortController().signal;
  const known = ofSockets.get(socket);
  if (known) return known;
  const signal = aborted(socket.readyState >= CLOSING, socket);
  ofSockets.set(socket, signal);
  return signal;
}

function aborted(
  isClosed: boolean,
  stream: Pick<Socket, 'once'>,
  isAnswered: () => boolean = () => false,
): AbortSignal {
  const controller = new AbortController();
  const abort = () => {
    if (!isAnswered()) controller.abort(GONE);
  };
  if (isClosed) controller.abort(GONE);
  else stream.once('close', abort);
  return controller.signal;
}

function isSocket(socket: unknown): socket is Socket {
  return typeof socket === 'object' && socket !== null && 'readyState' in socket && 'once' in socket;
}
