import type { Attack } from '../attack.ts';
import { requestText, swarm } from './swarm.ts';

const CONNECTIONS = 50;
/** As many as a request may be large. */
const PLAYERS = 30_000;
const QUERY = 'mutation ($p: [NewPlayerInput!]!) { createPool(name: "x", players: $p) { pool { id } } }';

/** Sends the largest lists of values that a request holds, to be read one by one and refused. */
export const largeRequests: Attack = {
  name: 'large_requests',
  run: (target, run) => {
    const players = Array.from({ length: PLAYERS }, () => ({ name: 'a', positions: [] }));
    const text = requestText('POST', '/graphql', { body: { query: QUERY, variables: { p: players } } });
    return swarm(target, run, CONNECTIONS, (socket) => {
      socket.write(text);
      socket.on('data', (answer) => {
        if (String(answer).includes('HTTP/1.1')) socket.write(text);
      });
    });
  },
};
