import type { Attack } from '../attack.ts';
import { unordered } from '../marks.ts';
import { requestText, swarm } from './swarm.ts';

const CONNECTIONS = 8;
/** Far more than any name has, as many as are put into order, and as many as a name may be sent with. */
const MARKS = [60_000, 1_900, 390];
const CREATE =
  'mutation ($n: String!, $t: [NewTeamInput!]!) { createLeague(name: $n, teams: $t) { league { id } } }';

/** Signs in, and makes leagues, under names of marks in the wrong order, with no right to do either. */
export const unorderedMarks: Attack = {
  name: 'unordered_marks',
  run: (target, run) => {
    const texts = MARKS.map(unordered).flatMap((name) => {
      const variables = { n: 'L', t: Array.from({ length: 4 }, () => ({ name })) };
      return [
        requestText('POST', '/session', { body: { invitation: 'x', name } }),
        requestText('POST', '/graphql', { body: { query: CREATE, variables } }),
      ];
    });
    return swarm(target, run, CONNECTIONS, (socket) => {
      let count = Math.floor(run.random() * texts.length);
      const send = () => {
        count += 1;
        socket.write(texts[count % texts.length] ?? '');
      };
      socket.on('data', (answer) => {
        if (String(answer).includes('HTTP/1.1')) send();
      });
      send();
    });
  },
};
