// Follows a draft over a WebSocket and prints each event until the draft is over.
//   node examples/follow.mjs http://127.0.0.1:5678 DRAFT_ID [TOKEN] [AFTER]
import { createClient } from 'graphql-ws';
import WebSocket from 'ws';

const [url, draftId, token, after = '0', ...more] = process.argv.slice(2);
if (!/^https?:\/\//.test(url ?? '') || draftId === undefined || !/^\d+$/.test(after) || more.length > 0) {
  console.error('Usage: node examples/follow.mjs http://127.0.0.1:5678 DRAFT_ID [TOKEN] [AFTER]');
  process.exit(url === '--help' ? 0 : 2);
}
function fail(why) {
  console.error(why);
  process.exit(1);
}
// Who is refused at the door is told with the reason for which the socket was closed; whose token is not good, with an error for the question.
process.once('uncaughtException', (error) => {
  const refused = Array.isArray(error) ? error.map(({ message }) => message).join(' ') : error.reason;
  fail(refused || error.message || `Nobody answers at ${url}.`);
});
const client = createClient({
  url: `${url.replace(/^http/, 'ws')}/graphql`,
  webSocketImpl: WebSocket,
  on: { connecting: (isAgain) => isAgain && console.error('The connection is gone; trying again.') },
  connectionParams: token ? { authorization: `Bearer ${token}` } : {},
});
const events = client.iterate({
  query: `subscription ($draftId: UUID!, $after: Int) {
    draftEvents(draftId: $draftId, after: $after) { version at kind data }
  }`,
  variables: { draftId, after: Number(after) },
});
for await (const { data, errors } of events) {
  if (errors) fail(errors.map(({ message }) => message).join(' '));
  const { version, at, kind, data: facts } = data.draftEvents;
  console.log(version, at, kind, facts.source ?? '', facts.reason ?? '');
  if (kind === 'COMPLETED' || kind === 'CANCELLED') break;
}
await client.dispose();
