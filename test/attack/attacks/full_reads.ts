import type { Attack } from '../attack.ts';
import { frame, openWebSocket, requestText, swarm } from './swarm.ts';

const CONNECTIONS = 100;
/** What a server reads of a connection at once. */
const READ_BYTES = 64_000;
const SMALL = 'GET / HTTP/1.1\r\nhost: a\r\n\r\n';
const UNKNOWN_EXPECTATION = requestText('GET', '/', { headers: { expect: 'x' } });
const NO_HOST = 'GET / HTTP/1.1\r\n\r\n';

const filled = (piece: Buffer) => Buffer.concat(Array(Math.floor(READ_BYTES / piece.length)).fill(piece));

/** Fills one read of each connection with as many requests, refused ones, or pings as it holds. */
export const fullReads: Attack = {
  name: 'full_reads',
  run: (target, run) => {
    const requests = [SMALL, UNKNOWN_EXPECTATION, NO_HOST].map((text) => filled(Buffer.from(text)));
    const pings = filled(frame('ping', ''));
    return swarm(target, run, CONNECTIONS, (socket) => {
      const which = Math.floor(run.random() * (requests.length + 1));
      const bytes = requests[which];
      if (bytes) return void socket.write(bytes);
      openWebSocket(socket);
      socket.once('data', () => socket.write(pings));
    });
  },
};
