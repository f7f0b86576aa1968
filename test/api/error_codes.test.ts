import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { json } from 'node:stream/consumers';
import { createClient } from 'graphql-ws';
import { describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import { createUser } from '../../src/database/leagues.ts';
import { MOST_REQUEST_BYTES } from '../../src/http/limits/sizes.ts';
import { errorCodes } from '../../src/service_errors.ts';
import { startApi, tokenFor } from '../support/api.ts';
import { newDraft } from '../support/drafts.ts';
import { metricsOf } from '../support/processes.ts';
import { testService } from '../support/service.ts';

const { database, api } = testService();

interface Refusal {
  readonly status: number;
  readonly allow: string | null;
  readonly errors: { message: string; extensions: { code: string; numbers: Record<string, unknown> } }[];
}

async function refusalOf(path: string, init: RequestInit): Promise<Refusal> {
  const response = await fetch(`${api.url}${path}`, init);
  const { errors } = (await response.json()) as Refusal;
  return { status: response.status, allow: response.headers.get('allow'), errors };
}

function post(body: unknown, headers: Record<string, string> = {}): RequestInit {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: text };
}

const DRAFT = 'query ($d: UUID!) { draft(id: $d) { id } }';
const TWO = 'query A { databaseTime } query B { databaseTime }';
const ENUM = 'query ($o: [DraftOrderBy!]) { drafts(first: 1, orderBy: $o) { nodes { id } } }';
const SUBSCRIBE = `subscription { draftEvents(draftId: "${randomUUID()}") { version } }`;

/** What is wrong, how it is asked over GraphQL, and how it is refused. */
const DOCUMENTS: readonly [what: string, body: Record<string, unknown>, code: string][] = [
  ['syntax', { query: '{ a' }, 'QUERY_INVALID'],
  ['an empty query', { query: '' }, 'QUERY_INVALID'],
  ['an unknown field', { query: '{ databaseTim }' }, 'QUERY_INVALID'],
  ['an unknown argument', { query: '{ databaseTime(i: 1) }' }, 'QUERY_INVALID'],
  ['a literal of the wrong type', { query: '{ drafts(first: "x") { nodes { id } } }' }, 'QUERY_INVALID'],
  ['a literal that is no UUID', { query: '{ draft(id: "x") { id } }' }, 'INPUT_INVALID'],
  ['no operation named of several', { query: TWO }, 'QUERY_INVALID'],
  ['an unknown operation', { query: TWO, operationName: 'C' }, 'QUERY_INVALID'],
  ['a missing variable', { query: DRAFT }, 'INPUT_INVALID'],
  ['a variable that is no UUID', { query: DRAFT, variables: { d: 'x' } }, 'INPUT_INVALID'],
  ['a variable that is no value of its enum', { query: ENUM, variables: { o: ['ID_AS'] } }, 'INPUT_INVALID'],
];

const REQUESTS: readonly [what: string, path: string, init: RequestInit, status: number, code: string][] = [
  ['a body that is no JSON', '/graphql', post('{'), 400, 'REQUEST_INVALID'],
  ['an unknown operation in the address', `/graphql?query=${TWO}&operationName=C`, {}, 400, 'QUERY_INVALID'],
  ['a body that is no object', '/graphql', post([]), 400, 'REQUEST_INVALID'],
  ['a body without anything', '/graphql', post('null'), 400, 'REQUEST_INVALID'],
  ['a body without a query', '/graphql', post({}), 400, 'REQUEST_INVALID'],
  [
    'variables that are no object',
    '/graphql',
    post({ query: '{ a }', variables: 'x' }),
    400,
    'REQUEST_INVALID',
  ],
  ['another method', '/graphql', { method: 'PUT', body: '{}' }, 405, 'REQUEST_INVALID'],
  ['a change in the address', '/graphql?query=mutation{__typename}', {}, 405, 'REQUEST_INVALID'],
  [
    'a method that asks for nothing',
    '/graphql?query={databaseTime}',
    { method: 'DELETE' },
    405,
    'REQUEST_INVALID',
  ],
  ['no query in the address', '/graphql', {}, 400, 'REQUEST_INVALID'],
  [
    'variables in the address that are no JSON',
    '/graphql?query={databaseTime}&variables={',
    {},
    400,
    'REQUEST_INVALID',
  ],
  ['a type that nobody answers in', '/graphql', post({}, { accept: 'image/png' }), 406, 'REQUEST_INVALID'],
  ['a body of another type', '/graphql', post('x', { 'content-type': 'text/plain' }), 415, 'REQUEST_INVALID'],
  ['a body that is too large', '/graphql', post('x'.repeat(MOST_REQUEST_BYTES + 1)), 413, 'QUERY_TOO_LARGE'],
  [
    'a sign-in that is too large',
    '/session',
    post('x'.repeat(MOST_REQUEST_BYTES + 1)),
    413,
    'QUERY_TOO_LARGE',
  ],
  [
    'an invitation that is too large',
    '/invitation',
    post('x'.repeat(MOST_REQUEST_BYTES + 1)),
    413,
    'QUERY_TOO_LARGE',
  ],
  ['a path that there is not', '/nothing', {}, 404, 'REQUEST_INVALID'],
  ['a schema that there is not', '/schemas/x', {}, 404, 'REQUEST_INVALID'],
  ['a method of another path', '/session', { method: 'PUT' }, 405, 'REQUEST_INVALID'],
  ['a method that streams do not take', `/drafts/${randomUUID()}/events`, post({}), 405, 'REQUEST_INVALID'],
  ['a session of nobody', '/session', post({ invitation: '' }), 400, 'INPUT_INVALID'],
];

/** The errors of an operation over a WebSocket. */
function overWebSocket(body: Record<string, unknown>, connectionParams: Record<string, unknown> = {}) {
  const client = createClient({
    url: `${api.url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams,
    retryAttempts: 0,
  });
  return new Promise<Refusal['errors'] | undefined>((resolve, reject) => {
    client.subscribe(body as { query: string }, {
      next: ({ errors }) => resolve(errors as Refusal['errors'] | undefined),
      error: (error) => (Array.isArray(error) ? resolve(error as Refusal['errors']) : reject(error)),
      complete: () => undefined,
    });
  }).finally(() => client.dispose());
}

describe('every refusal carries a code', () => {
  it.each(DOCUMENTS)('%s, over HTTP and WebSocket', async (_what, body, code) => {
    for (const accept of ['application/graphql-response+json', 'application/json']) {
      const { status, errors } = await refusalOf('/graphql', post(body, { accept }));
      expect(status).toBe(accept === 'application/json' ? 200 : 400);
      expect(errors.map(({ extensions }) => extensions.code)).toEqual([code]);
    }
    const errors = await overWebSocket(body);
    expect(errors?.map(({ extensions }) => extensions.code)).toEqual([code]);
  });

  it('says which part of a request must be an object', async () => {
    for (const part of ['variables', 'extensions']) {
      const { errors } = await refusalOf('/graphql', post({ query: '{ databaseTime }', [part]: 'x' }));
      expect(errors[0]?.extensions.numbers).toEqual({ problem: `${part} must be an object` });
    }
  });

  it.each(REQUESTS)('%s', async (_what, path, init, status, code) => {
    const refused = await refusalOf(path, init);
    expect(refused.status).toBe(status);
    expect(refused.errors.map(({ extensions }) => extensions.code)).toEqual([code]);
    expect(Object.keys(errorCodes)).toContain(code);
    expect(refused.errors[0]?.extensions.numbers).toEqual(expect.any(Object));
    if (status === 405) expect(refused.allow).toMatch(/GET|POST/);
  });

  it.each([
    ['query={__typename}&variables=x', 'variables in the address is no JSON'],
    ['query={__typename}&query={databaseTime}', 'query is named twice in the address: name it once'],
  ])('and by GET what is wrong with the address: %s', async (params, problem) => {
    const { errors } = await refusalOf(`/graphql?${params}`, {});
    expect(errors[0]?.extensions).toMatchObject({ code: 'REQUEST_INVALID', numbers: { problem } });
  });

  it('and suggests no name of the schema where exploring it is off', async () => {
    const guesses = [
      { query: '{ databaseTim }' },
      { query: '{ draft(i: 1) { id } }' },
      { query: '{ drafts(first: 1) { nodes { i } } }' },
      { query: '{ drafts(first: 1, orderBy: ID_AS) { nodes { id } } }' },
      { query: 'query ($o: DraftOrderB) { databaseTime }' },
      { query: ENUM, variables: { o: ['ID_AS'] } },
      {
        query: 'query ($c: DraftCondition) { drafts(first: 1, condition: $c) { nodes { id } } }',
        variables: { c: { i: 1 } },
      },
    ];
    for (const guess of guesses) {
      const told = [(await refusalOf('/graphql', post(guess))).errors, await overWebSocket(guess)];
      expect(told[0]?.length, guess.query).toBeGreaterThan(0);
      expect(JSON.stringify(told), guess.query).not.toMatch(/did you mean/i);
    }
  });
});

describe('a subscription over POST', () => {
  it('is refused at once, and the message says where subscriptions are answered', async () => {
    const { draftId } = await newDraft(database.pool);
    const metered = await startApi(database.url, { METRICS_PORT: '0' });
    const metrics = await metricsOf(metered.program);
    const query = SUBSCRIBE.replace(/"[^"]+"/, `"${draftId}"`);
    const body = post({ query }, { accept: 'application/graphql-response+json' });
    const response = await fetch(`${metered.url}/graphql`, body);
    const { errors } = (await response.json()) as Refusal;
    expect([response.status, errors[0]?.extensions.code]).toEqual([400, 'SUBSCRIPTION_NOT_HERE']);
    expect(errors[0]?.message).toContain('WebSocket');
    // Named beside a query, it keeps nobody from that.
    const both = await refusalOf(
      '/graphql',
      post({
        query: `query A { databaseTime } ${query.replace('subscription', 'subscription B')}`,
        operationName: 'A',
      }),
    );
    expect([both.status, both.errors]).toEqual([200, undefined]);
    expect(await (await fetch(metrics)).text()).toContain('draft_orchestrator_followers 0\n');
    metered.program.child.kill('SIGTERM');
    await metered.program.ended();
  });
});

describe('a subscription that asks for its answer as a stream', () => {
  /** As urql with fetchSubscriptions sends it, and graphql-sse. */
  const STREAMS = ['text/event-stream, multipart/mixed', 'text/event-stream'];

  it.each(STREAMS)('by POST (%s) is refused with where subscriptions are answered', async (accept) => {
    const { status, errors } = await refusalOf('/graphql', post({ query: SUBSCRIBE }, { accept }));
    expect([status, errors[0]?.extensions.code]).toEqual([400, 'SUBSCRIPTION_NOT_HERE']);
    expect(errors[0]?.message).toContain('WebSocket');
  });

  it('by GET, as EventSource does, is refused so too', async () => {
    const path = `/graphql?query=${encodeURIComponent(SUBSCRIBE)}`;
    const { status, errors } = await refusalOf(path, { headers: { accept: 'text/event-stream' } });
    expect([status, errors[0]?.extensions.code]).toEqual([400, 'SUBSCRIPTION_NOT_HERE']);
  });

  it('is told that the type is not answered where it is no subscription, or nothing at all', async () => {
    for (const body of [{ query: '{ databaseTime }' }, { query: 7 }, '{', 'null']) {
      const { status, errors } = await refusalOf('/graphql', post(body, { accept: 'text/event-stream' }));
      expect([status, errors[0]?.extensions.code]).toEqual([406, 'REQUEST_INVALID']);
    }
  });
});

describe('a WebSocket of the protocol before', () => {
  it('is refused before it is open, with the name of the one that is spoken', async () => {
    const socket = new WebSocket(`${api.url.replace('http', 'ws')}/graphql`, 'graphql-ws');
    const [, answer] = (await once(socket, 'unexpected-response')) as [unknown, IncomingMessage];
    const { errors } = (await json(answer)) as Refusal;
    expect([answer.statusCode, errors[0]?.extensions.code, errors[0]?.message]).toEqual([
      ...[400, 'REQUEST_INVALID'],
      expect.stringContaining('the only protocol that is spoken is graphql-transport-ws'),
    ]);
    const both = new WebSocket(`${api.url.replace('http', 'ws')}/graphql`, [
      'graphql-ws',
      'graphql-transport-ws',
    ]);
    await once(both, 'open');
    expect(both.protocol).toBe('graphql-transport-ws');
    both.terminate();
  });
});

describe('connectionParams', () => {
  it('carry the token under "authorization" in any capitalisation, as HTTP headers do, and only once', async () => {
    const ann = await createUser(database.pool, 'Ann');
    const authorization = `Bearer ${await tokenFor(ann)}`;
    const create = {
      query: 'mutation { createLeague(name: "L", teams: [{ name: "A" }]) { league { id } } }',
    };
    for (const name of ['authorization', 'Authorization', 'AUTHORIZATION']) {
      expect(await overWebSocket(create, { [name]: authorization }), name).toBeUndefined();
    }
    const codes = async (params: Record<string, unknown>) =>
      (await overWebSocket(create, params))?.map(({ extensions }) => extensions.code);
    expect(await codes({})).toEqual(['NOT_SIGNED_IN']);
    expect(await codes({ authorization: null })).toEqual(['NOT_SIGNED_IN']);
    expect(await codes({ authorization, Authorization: authorization })).toEqual(['TOKEN_INVALID']);
    for (const no of [{}, 7, true]) expect(await codes({ Authorization: no })).toEqual(['TOKEN_INVALID']);
  });

  it('with a token where nobody reads it are refused, and told where it belongs', async () => {
    const token = await tokenFor(await createUser(database.pool, 'Ben'));
    const asked = async (params: Record<string, unknown>) => {
      const errors = await overWebSocket({ query: '{ databaseTime }' }, params);
      return errors?.map(({ message, extensions }) => `${extensions.code}: ${message}`);
    };
    for (const name of ['token', 'authToken', 'access_token', 'X-Auth-Token', 'jwt', 'Authentication'])
      expect(await asked({ [name]: token })).toEqual([
        `TOKEN_INVALID: A token under "${name}" is not read. Send it in the connectionParams as {"authorization": "Bearer …"}.`,
      ]);
    expect(await asked({ headers: { Authorization: `Bearer ${token}` } })).toEqual([
      expect.stringContaining('under "headers"'),
    ]);
    for (const visitor of [{ token: null }, { token: '' }, { headers: {} }, { locale: 'en', author: 'x' }])
      expect(await asked(visitor)).toBeUndefined();
    expect(await asked({ token, authorization: `Bearer ${token}` })).toBeUndefined();
  });

  it('with an authorization that is no text are refused as an invalid token', async () => {
    for (const authorization of [{ toString: 1 }, [{}], ['Bearer x']]) {
      const errors = await overWebSocket({ query: '{ databaseTime }' }, { authorization });
      expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['TOKEN_INVALID']);
    }
  });
});
