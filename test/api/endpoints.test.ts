import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Api, ask, codeOf, fieldOf, startApi, tokenFor } from '../support/api.ts';
import { managerId, newDraft, type TestDraft } from '../support/drafts.ts';
import { isSigned, type Receiver, startReceiver, TAKE } from '../support/receiver.ts';
import { pick, withRelay } from '../support/relay.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';
import { until } from '../support/until.ts';

let database: TestDatabase;
let api: Api;
let receiver: Receiver;
let draft: TestDraft;
let token: string;
beforeAll(async () => {
  database = await createTestDatabase();
  receiver = await startReceiver();
  api = await startApi(database.url, { ENDPOINT_NETWORKS: '127.0.0.0/8' });
  draft = await newDraft(database.pool);
  token = await tokenFor(draft.commissioner.kind === 'USER' ? (draft.commissioner.userId ?? '') : '');
});
afterAll(async () => {
  api.program.child.kill('SIGKILL');
  await receiver.stop();
  await database.drop();
});

const CREATE = `mutation ($league: UUID, $kind: EndpointKind!, $address: String) {
  createEndpoint(leagueId: $league, kind: $kind, address: $address) { secret endpoint { id kind address failures } }
}`;
interface Created {
  secret: string;
  endpoint: { id: string; address: string };
}

async function create(address = `${receiver.url}/hook?key=secret`): Promise<Created> {
  const answer = await ask(api.url, CREATE, { league: draft.leagueId, kind: 'WEBHOOK', address }, token);
  expect(answer.errors).toEqual([]);
  return fieldOf<Created>(answer.data, 'createEndpoint');
}

const LOG = `query ($id: UUID!) { endpoint(id: $id) {
  deliveries(first: 5) { nodes { succeeded status error request response version } }
  deadLetters { nodes { id version attempts error } }
} }`;
interface Logged {
  deliveries: { nodes: { succeeded: boolean; request: string; status: number; version: number | null }[] };
  deadLetters: { nodes: { id: string; version: number }[] };
}
const logOf = async (id: string) =>
  fieldOf<Logged>((await ask(api.url, LOG, { id }, token)).data, 'endpoint');

describe('an endpoint of a commissioner', () => {
  it('is told its secret once, signs with it, and shows no secret in its address', async () => {
    const { secret, endpoint } = await create();
    expect(secret).toMatch(/^whsec_/);
    expect(endpoint.address).toBe(`${receiver.url}/hook`);
    const all = await ask(api.url, `{ endpoints { nodes { id address } } }`, {}, token);
    expect(JSON.stringify(all.data)).toContain(endpoint.id);
    await withRelay(database, async () => {
      await pick(database.pool, draft, 1, 1);
      await receiver.untilReceived(1);
    });
    const [first] = receiver.received;
    expect(first && isSigned(first, secret)).toBe(true);
    // Neither the secret nor the key in the URL is in anything that can be read.
    const log = await logOf(endpoint.id);
    expect(log.deliveries.nodes[0]).toMatchObject({ succeeded: true, status: 204 });
    const readable = JSON.stringify([log, all.data]);
    expect(readable).not.toContain(secret.slice(6));
    expect(readable).not.toContain('key=secret');
  });

  it('is sent a test, also while it is switched off, and says in its log what came of it', async () => {
    const { endpoint } = await create();
    await ask(
      api.url,
      'mutation ($e: UUID!) { setEndpointEnabled(endpointId: $e, enabled: false) { endpoint { disabledBecause } } }',
      { e: endpoint.id },
      token,
    );
    receiver.answer = (_received, res) => res.writeHead(500).end('broken');
    const asked = await ask(
      api.url,
      'mutation ($e: UUID!) { testEndpoint(endpointId: $e) { endpoint { id } } }',
      { e: endpoint.id },
      token,
    );
    expect(asked.errors).toEqual([]);
    await withRelay(database, () =>
      until(async () => ((await logOf(endpoint.id)).deliveries.nodes.length > 0 ? true : undefined)),
    );
    receiver.answer = TAKE;
    expect((await logOf(endpoint.id)).deliveries.nodes).toMatchObject([
      { succeeded: false, status: 500, response: 'broken', version: null },
    ]);
  });

  it('is signed for with the former and the new secret while they are exchanged', async () => {
    const { secret, endpoint } = await create();
    const rotated = await ask(
      api.url,
      'mutation ($e: UUID!) { rotateEndpointSecret(endpointId: $e) { secret } }',
      { e: endpoint.id },
      token,
    );
    const next = fieldOf<{ secret: string }>(rotated.data, 'rotateEndpointSecret').secret;
    expect(next).not.toBe(secret);
    await ask(
      api.url,
      'mutation ($e: UUID!) { testEndpoint(endpointId: $e) { endpoint { id } } }',
      { e: endpoint.id },
      token,
    );
    const isTest = () => receiver.received.find(({ event }) => event.source === `/endpoints/${endpoint.id}`);
    const got = await withRelay(database, () => until(async () => isTest()));
    expect([isSigned(got, secret), isSigned(got, next)]).toEqual([true, true]);
  });

  it('has dead letters that are replayed or dropped', async () => {
    const { endpoint } = await create();
    await database.pool.query(
      `insert into app_public.dead_letters (stream_id, endpoint_id, version, at, attempts, error)
       select $1, $2, n, clock_timestamp(), 16, 'no' from generate_series(1, 2) as n`,
      [draft.draftId, endpoint.id],
    );
    const [first, second] = (await logOf(endpoint.id)).deadLetters.nodes;
    const variables = { e: endpoint.id, d: first?.id };
    const replay =
      'mutation ($e: UUID!, $d: UUID) { replayDeadLetters(endpointId: $e, deadLetterId: $d) { deadLetters } }';
    expect((await ask(api.url, replay, variables, token)).data).toEqual({
      replayDeadLetters: { deadLetters: 1 },
    });
    await withRelay(database, () =>
      until(async () => ((await logOf(endpoint.id)).deadLetters.nodes.length === 1 ? true : undefined)),
    );
    expect((await logOf(endpoint.id)).deadLetters.nodes).toMatchObject([{ id: second?.id }]);
    const drop = 'mutation ($e: UUID!) { dropDeadLetters(endpointId: $e) { deadLetters } }';
    expect((await ask(api.url, drop, { e: endpoint.id }, token)).data).toEqual({
      dropDeadLetters: { deadLetters: 1 },
    });
    expect(codeOf(await ask(api.url, replay, variables, token))).toBe('DEAD_LETTER_NOT_FOUND');
  });

  it.each([
    ['no URL', 'no URL'],
    ['http://user:pass@127.0.0.1/', 'a password'],
    ['http://169.254.169.254/latest', 'a metadata service'],
    ['ftp://example.org/', 'another protocol'],
  ])('cannot be %s', async (address) => {
    const answer = await ask(api.url, CREATE, { league: draft.leagueId, kind: 'WEBHOOK', address }, token);
    expect(codeOf(answer)).toBe('ENDPOINT_ADDRESS_INVALID');
  });

  it.each([
    ['WEBHOOK', 'nowhere', 'it is no URL. Use an https URL of a public host.'],
    [
      'DISCORD',
      'nowhere',
      'it is no URL. Use the URL of a webhook of a Discord channel (https://discord.com/api/webhooks/…/…).',
    ],
    [
      'NATS',
      'https://example.org/',
      'it is no subject of NATS. Use the subject that events are published under,',
    ],
    ['LOG', 'https://example.org/', 'the log of the service has none. Leave the address out.'],
  ])('of the kind %s says what its address is', async (kind, address, says) => {
    // Only an operator may add one to NATS or to the log; others are told that, and nothing of the address.
    const operator = await tokenFor(managerId(draft, 1), { isOperator: true });
    const { errors } = await ask(api.url, CREATE, { league: draft.leagueId, kind, address }, operator);
    expect(errors?.[0]?.message).toContain(`Events cannot be sent to this address: ${says}`);
  });

  it('cannot be of all leagues, nor a log or NATS, nor of a manager', async () => {
    const refused = async (variables: object, who = token) =>
      codeOf(
        await ask(api.url, CREATE, { kind: 'WEBHOOK', address: 'https://example.org/', ...variables }, who),
      );
    expect(await refused({})).toBe('NOT_OPERATOR');
    expect(await refused({ league: draft.leagueId, kind: 'LOG', address: null })).toBe('NOT_OPERATOR');
    expect(await refused({ league: draft.leagueId }, await tokenFor(managerId(draft, 1)))).toBe(
      'NOT_COMMISSIONER',
    );
  });
});

describe('GET /schemas', () => {
  it('lists every kind, each with a schema that is served', async () => {
    const { events } = (await (await fetch(`${api.url}/schemas`)).json()) as { events: { schema: string }[] };
    expect(events.length).toBeGreaterThan(10);
    for (const { schema } of events) {
      const answer = await fetch(api.url + schema);
      expect(await answer.json()).toMatchObject({ $id: schema, type: 'object' });
    }
    expect((await fetch(`${api.url}/schemas/draft/nothing`)).status).toBe(404);
    expect((await fetch(`${api.url}/schemas`, { method: 'POST' })).status).toBe(405);
  });
});
