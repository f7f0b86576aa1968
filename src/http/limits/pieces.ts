import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';

/**
 * Pieces that a body may have, and after how many bytes one more: where the network hands over each packet by itself, a piece
 * has some 1,400 bytes. A program that writes a small body word by word makes less than a hundred pieces.
 */
const MOST_PIECES = 200;
const BYTES_OF_A_PIECE = 512;

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
 * Closes the connection of a request whose body comes in too many pieces, and tells so. A body may be sent in pieces of one byte, and each is a
 * buffer of its own until all are there: 2,000 of them take the thread 10 ms, and a million were 170 MB.
 */
export function limitPieces(request: IncomingMessage, onTooMany: () => void): void {
  if (request.headers['transfer-encoding'] === undefined) return;
  const push = request.push.bind(request);
  let [left, isCut] = [MOST_PIECES, false];
  request.push = (piece: Buffer | null, encoding?: BufferEncoding) => {
    if (piece === null) return push(piece, encoding);
    left += piece.length / BYTES_OF_A_PIECE - 1;
    if (left >= 0) return push(piece, encoding);
    if (!isCut) {
      isCut = true;
      onTooMany();
      hearNoMore(request.socket);
    }
    return false;
  };
}
