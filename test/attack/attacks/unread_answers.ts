import type { Attack } from '../attack.ts';
import { largeQuery, requestText, swarm } from './swarm.ts';

const CONNECTIONS = 20;

/** Asks for large answers over HTTP and reads none of them. */
export const unreadAnswers: Attack = {
  name: 'unread_answers',
  run: (target, run) =>
    swarm(target, run, CONNECTIONS, (socket) => {
      socket.pause();
      const query = largeQuery(target.draftId);
      for (let n = 0; n < 5; n += 1) socket.write(requestText('POST', '/graphql', { body: { query } }));
    }),
};
