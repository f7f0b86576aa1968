import { Webhook } from 'standardwebhooks';
import type { Attack } from '../attack.ts';
import { requestText, swarm } from './swarm.ts';

const CONNECTIONS = 200;
/** On so many connections about 95 requests a second: fewer than are refused as too many. */
const AGAIN_MS = 1_900;

/** Sends small messages, each rightly signed by a source of a league of one's own, and each to be kept and handled. */
export const hookFlood: Attack = {
  name: 'hook_flood',
  run(target, run) {
    const { source } = target;
    const webhook = new Webhook(source.secret);
    const first = `${run.random()}`;
    let sent = 0;
    return swarm(target, run, CONNECTIONS, (socket) => {
      let again: NodeJS.Timeout | undefined;
      const send = () => {
        sent += 1;
        const [id, at] = [`${first} ${sent}`, new Date()];
        const body = { kind: 'unheard.of', version: 1, leagueId: null, data: {} };
        const headers = {
          'webhook-id': id,
          'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
          'webhook-signature': webhook.sign(id, at, JSON.stringify(body)),
        };
        socket.write(requestText('POST', `/incoming/${source.id}`, { body, headers }));
      };
      socket.on('data', () => {
        clearTimeout(again);
        again = setTimeout(send, AGAIN_MS);
      });
      socket.once('close', () => clearTimeout(again));
      send();
    });
  },
};
