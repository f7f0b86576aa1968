// Sends one message to the service, as another system does, and tries again with the same id until it is taken.
// URL=https://…/incoming/{source} SOURCE_SECRET=whsec_… npx node examples/feed.ts draft.pause_requested LEAGUE_ID '{"draftId":"…"}'
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Webhook } from 'standardwebhooks';

const ATTEMPTS = 5;
const PAUSE_MS = 1_000;
const [kind, leagueId, data = '{}'] = process.argv.slice(2);
const url = process.env['URL'] ?? '';
const secret = process.env['SOURCE_SECRET'] ?? '';
if (url === '' || secret === '' || kind === undefined || leagueId === undefined) {
  console.error(
    'Say in URL and SOURCE_SECRET which source it is (createSource tells its id, of which the URL is made, and its secret), then the kind of the message, the league and the data.',
  );
  process.exit(2);
}
const webhook = webhookOf(secret);
const id = randomUUID();
// What is about players of a pool is about no league: "-" in its place.
const about = leagueId === '-' ? null : leagueId;
const body = JSON.stringify({ kind, version: 1, leagueId: about, data: jsonIn(data) });
if (!URL.canParse(url))
  fail(`URL must be the address of the source, such as https://draft.example.org/incoming/…; it is ${url}.`);

function fail(why: string): never {
  console.error(why);
  process.exit(1);
}

function webhookOf(given: string): Webhook {
  try {
    return new Webhook(given);
  } catch {
    return fail(
      'SOURCE_SECRET is no secret of a source: it begins with whsec_, and createSource tells it once.',
    );
  }
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return fail('The data must be JSON, such as {"draftId":"…"}.');
  }
}

/** Sends it once; answers the HTTP status, 0 where nobody answered. */
async function send(): Promise<number> {
  const at = new Date();
  const headers = {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
    'webhook-signature': webhook.sign(id, at, body),
  };
  return fetch(url, { method: 'POST', headers, body }).then(
    ({ status }) => status,
    () => 0,
  );
}

for (let attempt = 1; ; attempt += 1) {
  const status = await send();
  const isTaken = status === 200 || status === 202;
  // What is refused is refused the next time as well; what failed may not be.
  const isRefused = status >= 400 && status < 500 && status !== 429;
  if (isTaken || isRefused || attempt === ATTEMPTS) {
    process.stdout.write(
      isTaken
        ? `${id} was taken (HTTP ${status})\n`
        : `${id} was not taken (${status === 0 ? 'nobody answers' : `HTTP ${status}`})\n`,
    );
    process.exitCode = isTaken ? 0 : 1;
    break;
  }
  console.error(
    `${status === 0 ? `Nobody answers at ${url}` : `It was answered HTTP ${status}`}; trying again.`,
  );
  await sleep(PAUSE_MS * 2 ** attempt * (0.5 + Math.random() / 2));
}
