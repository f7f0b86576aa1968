import type { Attack } from '../attack.ts';
import { requestText, swarm } from './swarm.ts';

const CONNECTIONS = 100;

/** Asks for small things as fast as they are answered, some with a cookie that has to be looked up. */
export const requestFlood: Attack = {
  name: 'request_flood',
  run: (target, run) =>
    swarm(target, run, CONNECTIONS, (socket) => {
      const ask = () => {
        const cookie = `draft_session=${run.random()}`;
        const requests = [
          requestText('GET', '/readyz'),
          requestText('GET', '/nothing'),
          requestText('GET', '/session', { headers: { cookie } }),
          requestText('POST', '/graphql', { body: { query: '{ databaseTime }' }, headers: { cookie } }),
        ];
        socket.write(requests[Math.floor(run.random() * requests.length)] ?? '');
      };
      socket.on('data', ask);
      ask();
    }),
};
