import { request } from 'node:http';
import { z } from 'zod';
import type { Attack, AttackRun, AttackTarget } from '../attack.ts';
import { requestText, swarm } from './swarm.ts';

const CONNECTIONS = 200;
/** On so many connections about 95 requests a second: fewer than are refused as too many. */
const AGAIN_MS = 1_900;

const DRAFTS = '{ drafts(first: 500, orderBy: PRIMARY_KEY_ASC) { nodes { id } } }';
const listed = z.object({
  data: z.object({ drafts: z.object({ nodes: z.array(z.object({ id: z.string() })) }) }),
});

/** Opens the pages of all public drafts by turns, with the board in each, as a stranger: more drafts than are opened in the same second otherwise. */
export const pageFlood: Attack = {
  name: 'page_flood',
  async run(target, run) {
    const ids = await publicDrafts(target, run).catch(() => [target.draftId]);
    let opened = 0;
    await swarm(target, run, CONNECTIONS, (socket) => {
      let again: NodeJS.Timeout | undefined;
      const open = () => {
        opened += 1;
        socket.write(requestText('GET', `/d/${ids[opened % ids.length]}`));
      };
      socket.on('data', () => {
        clearTimeout(again);
        again = setTimeout(open, AGAIN_MS);
      });
      socket.once('close', () => clearTimeout(again));
      open();
    });
  },
};

/** The drafts that anybody may list. Rejects where the attack is over, or refused. */
async function publicDrafts(
  { url, localAddress }: AttackTarget,
  { signal }: Pick<AttackRun, 'signal'>,
): Promise<string[]> {
  const headers = { 'content-type': 'application/json' };
  const text = await new Promise<string>((resolve, reject) => {
    request(`${url}/graphql`, { method: 'POST', headers, localAddress, signal }, (response) => {
      response.setEncoding('utf8');
      void response.toArray().then((parts) => resolve(parts.join('')), reject);
    })
      .once('error', reject)
      .end(JSON.stringify({ query: DRAFTS }));
  });
  return listed.parse(JSON.parse(text)).data.drafts.nodes.map(({ id }) => id);
}
