import type { Attack } from '../attack.ts';
import { requestText, swarm } from './swarm.ts';

const CONNECTIONS = 20;
const AT_ONCE = 300;

/** Sends hundreds of requests on each connection without waiting for the first answer. */
export const pipelinedRequests: Attack = {
  name: 'pipelined_requests',
  run: (target, run) =>
    swarm(target, run, CONNECTIONS, (socket) => {
      const query = `{ draft(id: "${target.draftId}") { picks(first: 640) { nodes { pickNumber player { name } } } } }`;
      socket.write(requestText('POST', '/graphql', { body: { query } }).repeat(AT_ONCE));
    }),
};
