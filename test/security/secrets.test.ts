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
