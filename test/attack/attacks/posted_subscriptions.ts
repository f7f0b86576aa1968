import type { Attack } from '../attack.ts';
import { requestText, swarm } from './swarm.ts';

const CONNECTIONS = 50;
const STAY_MS = 50;

/** Subscribes by POST, and by a stream of events, and leaves without a word. */
export const postedSubscriptions: Attack = {
  name: 'posted_subscriptions',
  run: (target, run) =>
    swarm(target, run, CONNECTIONS, (socket) => {
      const query = `subscription { draftEvents(draftId: "${target.draftId}") { version } }`;
      socket.write(
        run.random() < 0.5
          ? requestText('POST', '/graphql', { body: { query } })
          : requestText('GET', `/drafts/${target.draftId}/events`),
      );
      setTimeout(() => socket.destroy(), STAY_MS);
    }),
};
