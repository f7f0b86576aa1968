import { DraftEventsDocument } from '../../../client/operations.generated.ts';
import type { Attack } from '../attack.ts';
import { frame, openWebSocket, swarm, whileOpen } from './swarm.ts';

const CONNECTIONS = 5;
const AT_ONCE = 10;
const AGAIN_MS = 1_000;

/** Follows a draft from its beginning with our own client's subscription, gives that up, and begins again. */
export const replayedPast: Attack = {
  name: 'replayed_past',
  run: (target, run) => {
    const query = DraftEventsDocument.toString();
    const variables = { draftId: target.draftId, after: 0 };
    return swarm(target, run, CONNECTIONS, (socket) => {
      let id = 0;
      const send = (message: object) => socket.write(frame('text', JSON.stringify(message)));
      openWebSocket(socket);
      socket.on('data', () => undefined);
      whileOpen(socket, AGAIN_MS, () => {
        for (let n = 0; n < AT_ONCE; n += 1) {
          if (id >= AT_ONCE) send({ id: String(id - AT_ONCE), type: 'complete' });
          send({ id: String(id), type: 'subscribe', payload: { query, variables } });
          id += 1;
        }
      });
    });
  },
};
