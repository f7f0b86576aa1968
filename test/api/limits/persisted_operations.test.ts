import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApolloClient, ApolloLink, gql, HttpLink, InMemoryCache } from '@apollo/client';
import { PersistedQueryLink } from '@apollo/client/link/persisted-queries';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import { DraftClient } from '../../../client/draft_client.ts';
import { type Api, startApi, tokenFor } from '../../support/api.ts';
import { managerId, newDraft } from '../../support/drafts.ts';
import { testService } from '../../support/service.ts';
import { until } from '../../support/until.ts';

const { database, api } = testService();
const folder = mkdtempSync(join(tmpdir(), 'operations-'));
let own: Api;
beforeAll(async () => {
  const file = join(folder, 'operations.json');
  const operations = {
    Time: '{ databaseTime }',
    Follow: 'subscription ($d: UUID!) { draftEvents(draftId: $d, after: 0) { version } }',
  };
  writeFileSync(file, JSON.stringify(operations));
  own = await startApi(database.url, { PERSISTED_OPERATIONS: file });
});
afterAll(async () => {
  own.program.child.kill('SIGTERM');
  await own.program.ended();
  rmSync(folder, { recursive: true });
});

interface Told {
  readonly data?: unknown;
  readonly errors?: readonly { readonly extensions: { readonly code: string } }[];
}

async function send(body: object): Promise<Told> {
  const response = await fetch(`${own.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return (await response.json()) as Told;
}

/** Sends operations over one WebSocket, one after the other: what is told first of each, or that the socket was closed. */
async function overWebSocket(url: string, payloads: readonly object[]): Promise<unknown[]> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  const said: { type: string; id?: string; payload?: unknown }[] = [];
  let closed: number | null = null;
  socket.on('open', () => socket.send('{"type":"connection_init"}'));
  socket.on('message', (data) => said.push(JSON.parse(String(data))));
  socket.on('close', (code) => {
    closed = code;
  });
  await until(async () => said.some(({ type }) => type === 'connection_ack') || undefined);
  const told: unknown[] = [];
  for (const [index, payload] of payloads.entries()) {
    socket.send(JSON.stringify({ id: String(index), type: 'subscribe', payload }));
    told.push(
      await until(async () => said.find(({ id }) => id === String(index))?.payload ?? closed ?? undefined),
    );
  }
  socket.terminate();
  return told;
}

const TIME = { databaseTime: expect.any(String) };
const hash = (sha256Hash: string) => ({ extensions: { persistedQuery: { version: 1, sha256Hash } } });

describe('where PERSISTED_OPERATIONS is set, an operation', () => {
  it('is answered by its id, as a hash too, and by its text in any layout', async () => {
    for (const body of [
      { documentId: 'Time' },
      { id: 'Time' },
      hash('Time'),
      { query: '{ databaseTime }' },
      { query: '{\n  databaseTime\n}' },
      // As Apollo and urql send again what nobody knew by its hash.
      { ...hash('x'), query: '{ databaseTime }' },
      // The id says which it is.
      { documentId: 'Time', query: '{ me { id } }' },
    ])
      expect((await send(body)).data, JSON.stringify(body)).toEqual(TIME);
  });

  it('is sent in full by Apollo where its hash is not known, and answered', async () => {
    const client = new ApolloClient({
      cache: new InMemoryCache(),
      link: ApolloLink.from([
        new PersistedQueryLink({ sha256: (text: string) => createHash('sha256').update(text).digest('hex') }),
        new HttpLink({ uri: `${own.url}/graphql` }),
      ]),
    });
    expect((await client.query({ query: gql('{ databaseTime }') })).data).toEqual(TIME);
  });

  it('is refused where nobody listed it, whatever is wrong with it', async () => {
    for (const body of [
      { query: 'query Mine { databaseTime }' },
      { query: '{ databaseTim }' },
      { documentId: 'toString' },
      { documentId: 'x', query: '{ me { id } }' },
      hash('x'),
    ])
      expect((await send(body)).errors?.[0]?.extensions.code, JSON.stringify(body)).toBe('OPERATION_UNKNOWN');
  });

  it('is named over a WebSocket as well, which goes on after one that is not known', async () => {
    const { draftId } = await newDraft(database.pool);
    const unknown = [{ extensions: { code: 'OPERATION_UNKNOWN' } }];
    const asked = [
      { documentId: 'Time' },
      { documentId: 'nobody listed it' },
      { query: 'query Mine { databaseTime }' },
      { documentId: 'Follow', variables: { d: draftId } },
      { ...hash('Time'), query: null },
    ];
    expect(await overWebSocket(own.url, asked)).toMatchObject([
      { data: TIME },
      unknown,
      unknown,
      { data: { draftEvents: { version: 1 } } },
      { data: TIME },
    ]);
  });

  it('of our own client is answered without being listed: the draft room works', async () => {
    const draft = await newDraft(database.pool, { teams: 2 });
    const { draftId, players } = draft;
    const client = new DraftClient({ url: own.url, token: await tokenFor(managerId(draft, 1)) });
    const sheet = await client.sheet(draftId);
    expect(sheet.id).toBe(draftId);
    const following = client.follow(draftId, sheet.version)[Symbol.asyncIterator]();
    const next = following.next();
    await client.makePick(draftId, 1, String(players[0]));
    expect((await next).value).toMatchObject({ __typename: 'DraftPicked', version: sheet.version + 1 });
    await following.return?.();
  });
});

describe('where it is not set, an operation', () => {
  it('that is named over a WebSocket is refused with what to send, and the socket goes on', async () => {
    const told = await overWebSocket(api.url, [
      { documentId: 'Time' },
      hash('x'),
      { query: '{ databaseTime }' },
    ]);
    const refused = [{ extensions: { code: 'PERSISTED_QUERY_NOT_SUPPORTED' } }];
    expect(told).toMatchObject([refused, refused, { data: TIME }]);
  });

  it('that is neither named nor sent over a WebSocket breaks the protocol, as before', async () => {
    expect(await overWebSocket(api.url, [{ variables: {} }])).toEqual([4400]);
  });
});
