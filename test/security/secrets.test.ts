import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Api, ask, fieldOf, SECRET, startApi, tokenFor } from '../support/api.ts';
import { newDraft } from '../support/drafts.ts';
import { openStream } from '../support/http_events.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';

let database: TestDatabase;
let api: Api;
beforeAll(async () => {
  database = await createTestDatabase();
  api = await startApi(database.url, { LOG_LEVEL: 'trace', EXPLORER: 'on' });
});
afterAll(() => database.drop());

it('no secret is in the log of a run, in success or failure', async () => {
  const draft = await newDraft(database.pool);
  const userId = draft.commissioner.kind === 'CLOCK' ? '' : (draft.commissioner.userId ?? '');
  const token = await tokenFor(userId);
  const tampered = `${token.slice(0, -4)}AAAA`;
  const secrets: Record<string, string> = { AUTH_SECRET: SECRET, token, tampered };
  await ask(api.url, '{ databaseTime }', {}, tampered);
  const invited = await ask(
    api.url,
    'mutation ($t: UUID!) { inviteManager(teamId: $t) { link } }',
    { t: draft.teamIds[0] },
    token,
  );
  const [, invitation = ''] = fieldOf<{ link: string }>(invited.data, 'inviteManager').link.split('#');
  secrets['invitation'] = invitation;
  const claim = (secret: string) =>
    fetch(`${api.url}/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ invitation: secret, name: 'Zoe' }),
    });
  const cookie = (await claim(invitation)).headers.get('set-cookie')?.split(';')[0] ?? '';
  secrets['cookie'] = cookie.split('=')[1] ?? '';
  await claim(invitation);
  const made = await ask(
    api.url,
    'mutation ($d: UUID!) { createEventTicket(draftId: $d) { ticket } }',
    { d: draft.draftId },
    token,
  );
  const { ticket } = fieldOf<{ ticket: string }>(made.data, 'createEventTicket');
  secrets['ticket'] = ticket;
  const url = `${api.url}/drafts/${draft.draftId}/events?ticket=${ticket}`;
  (await openStream(url)).stop();
  await openStream(url).catch(() => undefined);
  const withSecret = async (field: string, call: string) => {
    const { data } = await ask(api.url, `mutation { ${call} { secret ${field} { id } } }`, {}, token);
    const made = fieldOf<Record<string, unknown>>(data, call.split('(')[0] ?? '');
    return { secret: String(made['secret']), id: (made[field] as { id: string }).id };
  };
  const league = `leagueId: "${draft.leagueId}"`;
  const hook = 'https://hooks.example/services/veryverysecret';
  secrets['hook'] = 'veryverysecret';
  secrets['endpoint'] = (
    await withSecret('endpoint', `createEndpoint(${league}, kind: WEBHOOK, address: "${hook}")`)
  ).secret.slice(6);
  const source = await withSecret(
    'source',
    `createSource(${league}, name: "Theirs", kinds: ["draft.pause_requested"])`,
  );
  secrets['source'] = source.secret.slice(6);
  for (const signer of [source.secret, `whsec_${btoa('another secret of somebody')}`]) {
    const body = '{"kind":"draft.pause_requested"}';
    const at = new Date();
    const signature = new Webhook(signer).sign('m1', at, body);
    secrets[`signature of ${signer === source.secret ? 'theirs' : 'another'}`] = signature;
    const headers = {
      'webhook-id': 'm1',
      'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
      'webhook-signature': signature,
    };
    await fetch(`${api.url}/incoming/${source.id}`, { method: 'POST', headers, body });
  }
  const password = new URL(database.url).password;
  // A short one, as test servers have, is part of many words.
  if (password.length > 5) secrets['password'] = password;
  // Every connection is lost, also under a request: errors are logged with all they carry.
  await database.pool.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and application_name like 'draft-orchestrator%'`,
  );
  await ask(api.url, `{ draft(id: "${draft.draftId}") { id } }`, {}, token);
  await fetch(`${api.url}/session`, { headers: { cookie } });
  api.program.child.kill('SIGTERM');
  await api.program.ended();
  const said = api.program.said();
  expect(said.split('\n').length).toBeGreaterThan(3);
  for (const [name, secret] of Object.entries(secrets)) {
    expect(secret.length, name).toBeGreaterThan(5);
    expect(said.includes(secret), name).toBe(false);
  }
});
