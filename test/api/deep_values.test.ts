import { createClient } from 'graphql-ws';
import { describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import { testService } from '../support/service.ts';

const { api } = testService();

const READ = 'query ($d: UUID) { draft(id: $d) { id } }';
const FOLLOW = 'subscription ($d: UUID!) { draftEvents(draftId: $d) { version } }';
const CHANGE =
  'mutation ($d: UUID!, $o: JSON) { setStrategy(draftId: $d, teamId: $d, name: "standard", options: $o) { draft { id } } }';
const ARGUMENT = (argument: string) => ({ argument, limit: 40 });

const list = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
const object = (depth: number) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;
const asked = (query: string, more: string) => `{"query":${JSON.stringify(query)},${more}}`;

interface Told {
  readonly extensions?: { readonly code?: string; readonly numbers?: unknown };
}

async function post(path: string, body: string) {
  const response = await fetch(`${api.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });
  const { errors } = (await response.json()) as { errors?: Told[] };
  return { status: response.status, errors };
}

const refusedFor = (argument: string) => ({
  status: 400,
  errors: [{ extensions: { code: 'INPUT_INVALID', numbers: ARGUMENT(argument) } }],
});

describe('a value with too many lists and objects in one another', () => {
  it.each([
    ['in a query', asked(READ, `"variables":{"d":${list(8_000)}}`), 'variables'],
    ['in a mutation', asked(CHANGE, `"variables":{"o":${object(8_000)}}`), 'variables'],
    ['that no variable of the operation is', asked(READ, `"variables":{"x":${list(100_000)}}`), 'variables'],
    ['just too deep', asked(READ, `"variables":{"d":${list(40)}}`), 'variables'],
    ['in the extensions', asked('{ databaseTime }', `"extensions":{"x":${list(8_000)}}`), 'extensions'],
  ])('%s is refused as a value', async (_what, body, argument) => {
    expect(await post('/graphql', body)).toMatchObject(refusedFor(argument));
  });

  it('in the address is refused as well', async () => {
    const search = new URLSearchParams({ query: READ, variables: `{"d":${list(500)}}` });
    const response = await fetch(`${api.url}/graphql?${search}`);
    expect({ status: response.status, ...((await response.json()) as object) }).toMatchObject(
      refusedFor('variables'),
    );
  });

  it('in a body of another path is refused as well', async () => {
    for (const path of ['/session', '/invitation'])
      expect(await post(path, `{"invitation":${list(8_000)}}`)).toMatchObject(refusedFor(''));
  });

  it('over a WebSocket ends its operation, and not the socket', async () => {
    const client = createClient({
      url: `${api.url.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      retryAttempts: 0,
      lazy: false,
    });
    const closed = new Promise<never>((_, reject) => client.on('closed', reject));
    const resultOf = (query: string, variables: Record<string, unknown> = {}) =>
      new Promise<unknown>((resolve) => {
        client.subscribe({ query, variables }, { next: resolve, error: resolve, complete: () => undefined });
      });
    const deep = JSON.parse(list(5_000)) as unknown;
    for (const query of [READ, FOLLOW])
      expect(await Promise.race([resultOf(query, { d: deep }), closed])).toMatchObject([
        { extensions: { code: 'INPUT_INVALID', numbers: ARGUMENT('variables') } },
      ]);
    expect(await Promise.race([resultOf('{ databaseTime }'), closed])).toMatchObject({
      data: { databaseTime: expect.any(String) },
    });
    closed.catch(() => undefined);
    await client.dispose();
  });

  it('is told to nobody but who sent it: the log has no error', () => {
    expect(api.program.said().match(/^\{"level":[4-6]0.*$/gm)).toBeNull();
  });
});
