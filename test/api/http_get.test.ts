import { createHash } from 'node:crypto';
import { ApolloClient, ApolloLink, gql, HttpLink, InMemoryCache } from '@apollo/client';
import { PersistedQueryLink } from '@apollo/client/link/persisted-queries';
import { Client, fetchExchange } from '@urql/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sessionCookie } from '../../src/api/identity/cookies.ts';
import { createUser } from '../../src/database/leagues.ts';
import { type Api, startApi, tokenFor } from '../support/api.ts';
import { newDraft } from '../support/drafts.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';

let database: TestDatabase;
let api: Api;
let draftId: string;
beforeAll(async () => {
  database = await createTestDatabase();
  api = await startApi(database.url);
  ({ draftId } = await newDraft(database.pool));
});
afterAll(async () => {
  api.program.child.kill('SIGTERM');
  await api.program.ended();
  await database.drop();
});

const DRAFT = 'query ($d: UUID!) { draft(id: $d) { id state } }';

interface Got {
  readonly response: Response;
  readonly data?: Record<string, unknown> | null;
  readonly errors?: { message: string; extensions: { code: string } }[];
}

async function get(params: Record<string, string>, headers: Record<string, string> = {}): Promise<Got> {
  const response = await fetch(`${api.url}/graphql?${new URLSearchParams(params)}`, { headers });
  return { response, ...((await response.json()) as object) };
}

/** A fetch that keeps the method of each request and what was answered. */
function watched() {
  const methods: string[] = [];
  const fetching: typeof fetch = (url, init) => {
    methods.push(init?.method ?? 'GET');
    return fetch(url, init);
  };
  return { methods, fetching };
}

describe('a query by GET', () => {
  it('is answered: urql sends queries so where nothing is said', async () => {
    const { methods, fetching } = watched();
    const client = new Client({ url: `${api.url}/graphql`, exchanges: [fetchExchange], fetch: fetching });
    const { data, error } = await client.query(DRAFT, { d: draftId }).toPromise();
    expect(error).toBeUndefined();
    expect(data).toMatchObject({ draft: { id: draftId, state: 'IN_PROGRESS' } });
    expect(methods).toEqual(['GET']);
  });

  it('is kept by nobody, since it may be private', async () => {
    const token = await tokenFor(await createUser(database.pool, 'Ann'));
    const { response, data } = await get({ query: '{ me { name } }' }, { authorization: `Bearer ${token}` });
    expect(data).toEqual({ me: { name: 'Ann' } });
    expect(response.headers.get('cache-control')).toBe('no-store');
  });

  it('has the limits of every query, and errors with a code', async () => {
    const cases: [params: Record<string, string>, status: number, code: string][] = [
      [
        { query: '{ drafts { nodes { picks { nodes { player { name } } } } } }', variables: '{}' },
        400,
        'QUERY_TOO_LARGE',
      ],
      [{ query: DRAFT, variables: '{"d":"mine"}' }, 400, 'INPUT_INVALID'],
      [{ query: DRAFT, variables: '{"d":' }, 400, 'REQUEST_INVALID'],
      [{}, 400, 'REQUEST_INVALID'],
    ];
    for (const [params, status, code] of cases) {
      const { response, errors } = await get(params, { accept: 'application/graphql-response+json' });
      expect([response.status, errors?.map(({ extensions }) => extensions.code)]).toEqual([status, [code]]);
    }
  });

  it('changes nothing: a mutation is refused, and so is a subscription', async () => {
    const token = await tokenFor(await createUser(database.pool, 'Bob'));
    const count = async () => (await database.pool.query('select from app_public.leagues')).rowCount;
    const before = await count();
    for (const query of [
      'mutation { createLeague(name: "L", teams: [{ name: "A" }]) { league { id } } }',
      `subscription { draftEvents(draftId: "${draftId}") { version } }`,
    ]) {
      const { response, errors } = await get({ query }, { authorization: `Bearer ${token}` });
      expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
      expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['REQUEST_INVALID']);
    }
    expect(await count()).toBe(before);
  });

  it('of a page of somebody else is not answered for who is signed in by a cookie', async () => {
    const [name] = sessionCookie('', null, false).split('=');
    const cookie = `${name}=${'x'.repeat(43)}`;
    for (const headers of [
      { cookie, 'sec-fetch-site': 'cross-site' },
      { cookie, origin: 'https://evil.example' },
    ]) {
      const { response, errors } = await get({ query: '{ databaseTime }' }, headers);
      expect([response.status, errors?.[0]?.extensions.code]).toEqual([403, 'ORIGIN_NOT_ALLOWED']);
    }
  });
});

describe('an operation that is named by its hash alone', () => {
  it.each([true, false])(
    'is asked for again in full by Apollo (by GET: %s)',
    async (useGETForHashedQueries) => {
      const { methods, fetching } = watched();
      const client = new ApolloClient({
        cache: new InMemoryCache(),
        link: ApolloLink.from([
          new PersistedQueryLink({
            sha256: (text: string) => createHash('sha256').update(text).digest('hex'),
            useGETForHashedQueries,
          }),
          new HttpLink({ uri: `${api.url}/graphql`, fetch: fetching }),
        ]),
      });
      const { data } = await client.query<{ draft: { id: string } }>({
        query: gql(DRAFT),
        variables: { d: draftId },
      });
      expect(data?.draft.id).toBe(draftId);
      expect(methods).toEqual([useGETForHashedQueries ? 'GET' : 'POST', 'POST']);
      // Once told, it sends no hash any more.
      await client.query({ query: gql(DRAFT), variables: { d: draftId }, fetchPolicy: 'no-cache' });
      expect(methods).toHaveLength(3);
    },
  );

  it('is refused with the message that urql looks for', async () => {
    const extensions = JSON.stringify({ persistedQuery: { version: 1, sha256Hash: 'a'.repeat(64) } });
    const { response, errors } = await get({ extensions });
    expect(response.status).toBe(400);
    expect(errors).toMatchObject([
      { message: 'PersistedQueryNotSupported', extensions: { code: 'PERSISTED_QUERY_NOT_SUPPORTED' } },
    ]);
  });

  it.each(['documentId', 'id'])(
    'by its %s is refused, and told that persisted operations are off',
    async (name) => {
      const refused = await fetch(`${api.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ [name]: 'abc' }),
      });
      expect([refused.status, await refused.json()]).toMatchObject([
        400,
        {
          errors: [
            {
              message: expect.stringMatching(/persisted operations are off .* Send the whole text/),
              extensions: { code: 'PERSISTED_QUERY_NOT_SUPPORTED' },
            },
          ],
        },
      ]);
    },
  );
});
