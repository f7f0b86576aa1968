import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';

/** A request of the most bytes that one may have comes in about 700 pieces where the network hands over each packet by itself. */
const MOST_PIECES = 2_000;

/** The parser of a connection, which Node.js keeps there. */
interface Parsing {
  parser?: { onIncoming: unknown; pause(): void } | null;
}

/**
 * Closes a connection, and has Node.js make no requests any more of what it has read from it: 64 kB hold thousands of small ones, and it would
 * go through all of them in one turn of the event loop, though their connection is closed.
 */
export function hearNoMore(socket: Socket): void {
  const { parser } = socket as Socket & Parsing;
  if (parser) {
    parser.onIncoming = () => 0;
    // What is left of the read is not gone through at all.
    parser.pause();
  }
  socket.destroy();
}

/**
 * Closes the connection of a request whose body comes in too many pieces. A body may be sent in pieces of one byte, and each is a buffer of its
 * own until all are there: a million of them were 170 MB.
 */
export function limitPieces(request: IncomingMessage): void {
  if (request.headers['transfer-encoding'] === undefined) return;
  const push = request.push.bind(request);
  let pieces = 0;
  request.push = (piece: unknown, encoding?: BufferEncoding) => {
    if (piece === null) return push(piece, encoding);
    pieces += 1;
    if (pieces <= MOST_PIECES) return push(piece, encoding);
    if (pieces === MOST_PIECES + 1) hearNoMore(request.socket);
    return false;
  };
}
