import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sessionCookie } from '../../src/api/identity/cookies.ts';
import { MOST_REQUEST_BYTES } from '../../src/http/limits/sizes.ts';
import { type Api, startApi, tokenFor } from '../support/api.ts';
import { newDraft } from '../support/drafts.ts';
import { testService } from '../support/service.ts';

const RESPONSE = 'application/graphql-response+json';
const JSON_ALONE = 'application/json';
/** As Apollo sends it. */
const APOLLO = `${RESPONSE},${JSON_ALONE};q=0.9`;
const READ = JSON.stringify({ query: '{ databaseTime }' });

/** Takes everybody's requests, but does next to no work; the other one takes a few requests alone. */
const { database, api: idle } = testService({ WORK_PER_PERSON: '1', WORK_PER_ADDRESS: '1' });
let strict: Api;
let userId: string;
beforeAll(async () => {
  strict = await startApi(database.url, { REQUESTS_PER_SECOND: '1', TRUSTED_PROXIES: 'loopback' });
  const { commissioner } = await newDraft(database.pool);
  userId = commissioner.kind === 'USER' ? (commissioner.userId ?? '') : '';
});
afterAll(() => strict.program.kill());

interface Refused {
  readonly name: string;
  readonly status: number;
  readonly code: string;
  readonly of?: () => Api;
  readonly headers?: () => Promise<Record<string, string>>;
  readonly body?: string;
}

const REFUSED: readonly Refused[] = [
  {
    name: 'a token that is not good',
    status: 401,
    code: 'TOKEN_INVALID',
    headers: async () => ({ authorization: 'Bearer forged' }),
  },
  {
    name: 'the cookie of a page of elsewhere',
    status: 403,
    code: 'ORIGIN_NOT_ALLOWED',
    headers: async () => ({
      origin: 'https://elsewhere.example',
      cookie: String(sessionCookie(await tokenFor(userId), null, false)).split(';')[0] ?? '',
    }),
  },
  {
    name: 'a body that is too large',
    status: 413,
    code: 'QUERY_TOO_LARGE',
    body: JSON.stringify({ query: '{ databaseTime }', more: 'x'.repeat(MOST_REQUEST_BYTES) }),
  },
  { name: 'a body that is no JSON', status: 400, code: 'REQUEST_INVALID', body: '{' },
  {
    name: 'a query that is only a hash',
    status: 400,
    code: 'PERSISTED_QUERY_NOT_SUPPORTED',
    body: JSON.stringify({ extensions: { persistedQuery: { version: 1, sha256Hash: 'abc' } } }),
  },
  { name: 'a budget of work that is spent', status: 429, code: 'TOO_MANY_REQUESTS' },
  { name: 'too many requests', status: 429, code: 'TOO_MANY_REQUESTS', of: () => strict },
];

/** Asks until it is refused, for budgets are taken afterwards. */
async function refusalOf({ of = () => idle, headers, body = READ }: Refused, accept: string) {
  for (;;) {
    const response = await fetch(`${of().url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept, ...(await headers?.()) },
      body,
    });
    const answer = (await response.json()) as { errors?: { extensions: Record<string, unknown> }[] };
    if (answer.errors) return { response, extensions: answer.errors[0]?.extensions };
  }
}

describe('a request that is refused as a whole', () => {
  it.each(REFUSED)('for $name is told in the type that is accepted', async (refused) => {
    for (const [accept, type] of [
      [APOLLO, RESPONSE],
      ['*/*', RESPONSE],
      [JSON_ALONE, JSON_ALONE],
      [`${RESPONSE};q=0.5,${JSON_ALONE}`, JSON_ALONE],
    ] as const) {
      const { response, extensions } = await refusalOf(refused, accept);
      expect([response.status, response.headers.get('content-type')?.split(';')[0]]).toEqual([
        refused.status,
        type,
      ]);
      // Nothing beside what is documented.
      const told = Object.keys(extensions ?? {}).filter((key) => key !== 'retryAfter');
      expect(new Set(told)).toEqual(new Set(['code', 'numbers']));
      expect(extensions?.['code']).toBe(refused.code);
    }
  });
});

describe('requests of which ten in ten seconds are answered', () => {
  /** How many of so many are answered with each status. */
  async function statusesOf(count: number, path: string, address: string, init: RequestInit = {}) {
    const headers = { ...init.headers, 'x-forwarded-for': address };
    const statuses: Record<number, number> = {};
    for (let asked = 0; asked < count; asked += 1) {
      const { status } = await fetch(`${strict.url}${path}`, { ...init, headers });
      statuses[status] = (statuses[status] ?? 0) + 1;
    }
    return statuses;
  }

  it('are counted where they ask what a page of elsewhere may', async () => {
    const headers = { origin: 'https://elsewhere.example', 'access-control-request-method': 'POST' };
    const asked = await statusesOf(12, '/graphql', '203.0.113.5', { method: 'OPTIONS', headers });
    expect(asked).toEqual({ 204: 10, 429: 2 });
  });

  it('are answered twice as often where they check whether the process works, and count as others', async () => {
    const address = '203.0.113.6';
    expect(await statusesOf(20, '/readyz', address)).toEqual({ 200: 20 });
    expect(await statusesOf(1, '/schemas', address)).toEqual({ 429: 1 });
    expect(await statusesOf(2, '/healthz', address)).toEqual({ 429: 2 });
  });
});
