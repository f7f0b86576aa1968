import { once } from 'node:events';
import { connect } from 'node:net';
import { type Client, createClient } from 'graphql-ws';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import { readConfig } from '../../../src/config/config.ts';
import { createUser } from '../../../src/database/leagues.ts';
import { type Api, ask, codeOf, startApi, tokenFor } from '../../support/api.ts';
import { managerId, newDraft } from '../../support/drafts.ts';
import { NoStream, openStream } from '../../support/http_events.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test_database.ts';

const MOST = 50;
const FRIEND = 'https://board.example.org';

let database: TestDatabase;
let api: Api;
beforeAll(async () => {
  database = await createTestDatabase();
  api = await startApi(database.url, {
    CONNECTIONS_PER_ADDRESS: String(MOST),
    MUTATIONS_PER_MINUTE: '5',
    ALLOWED_ORIGINS: FRIEND,
    TRUSTED_PROXIES: 'loopback',
  });
});
afterAll(async () => {
  await stop(api);
  await database.drop();
});

async function stop({ program }: Api): Promise<void> {
  program.child.kill('SIGTERM');
  await program.ended();
}

/** Opens a WebSocket; the status where it is refused. */
function open(headers: Record<string, string> = {}): Promise<{ socket: WebSocket; status: number }> {
  const socket = new WebSocket(`${api.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', {
    headers,
  });
  return new Promise((resolve, reject) => {
    socket.on('open', () => {
      // Else the server closes it after three seconds, and takes another one.
      socket.send('{"type":"connection_init"}');
      resolve({ socket, status: 101 });
    });
    socket.on('unexpected-response', (_request, { statusCode = 0 }) =>
      resolve({ socket, status: statusCode }),
    );
    socket.on('error', reject);
  });
}

/** What a subscription answers first: 'follows', or the errors. */
function firstOf(client: Client, query: string): Promise<unknown> {
  return new Promise((resolve) => {
    client.subscribe(
      { query },
      { next: ({ errors }) => resolve(errors ?? 'follows'), error: resolve, complete: () => undefined },
    );
  });
}

describe('WebSockets', () => {
  it('from one address are limited, and from another one as well, each for itself', async () => {
    const from = (address: string) => ({ 'x-forwarded-for': address });
    const statuses = new Map<number, number>();
    const sockets: WebSocket[] = [];
    for (let opened = 0; opened < 2_000; opened += 100) {
      const some = await Promise.all(Array.from({ length: 100 }, () => open(from('203.0.113.7'))));
      for (const { socket, status } of some) {
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
        sockets.push(socket);
      }
    }
    expect(Object.fromEntries(statuses)).toEqual({ 101: MOST, 429: 2_000 - MOST });
    const other = await open(from('203.0.113.8'));
    expect(other.status).toBe(101);
    // Who closes one may open another.
    const [first] = sockets.filter(({ readyState }) => readyState === WebSocket.OPEN);
    first?.terminate();
    await expect.poll(async () => (await open(from('203.0.113.7'))).status, { timeout: 30_000 }).toBe(101);
    for (const socket of [...sockets, other.socket]) socket.terminate();
  }, 60_000);

  it('are refused to pages of other origins, and open to our own pages, to allowed origins and to programs', async () => {
    for (const [origin, status] of [
      ['https://evil.example', 403],
      ['null', 403],
      [`${FRIEND}.evil.example`, 403],
      [api.url, 101],
      [FRIEND, 101],
    ] as const) {
      const { socket, status: got } = await open({ origin });
      expect(got, origin).toBe(status);
      socket.terminate();
    }
  });

  it('end where a message is larger than a request may be', async () => {
    const { socket } = await open();
    const closed = once(socket, 'close');
    socket.send(`{"type":"connection_init","payload":"${'x'.repeat(200_001)}"}`);
    const [code] = await closed;
    expect(code).toBe(1009);
  });

  it('run so many operations at once, and no more', async () => {
    const { draftId } = await newDraft(database.pool);
    const own = await startApi(database.url, { CONNECTIONS_PER_ADDRESS: '200' });
    const client = createClient({
      url: `${own.url.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
    });
    const query = `subscription { draftEvents(draftId: "${draftId}", after: 0) { version } }`;
    const answers = await Promise.all(Array.from({ length: 105 }, () => firstOf(client, query)));
    expect(answers.filter((answer) => answer === 'follows')).toHaveLength(100);
    expect(JSON.stringify(answers.at(-1))).toContain('TOO_MANY_CONNECTIONS');
    await client.dispose();
    await stop(own);
  });

  it('of one address have twice as many streams as it may have connections, whoever is signed in', async () => {
    const draft = await newDraft(database.pool, { teams: 4 });
    const own = await startApi(database.url, { CONNECTIONS_PER_ADDRESS: '4' });
    const clients = [];
    for (const slot of [1, 2, 3, 4]) {
      const token = await tokenFor(managerId(draft, slot));
      clients.push(
        createClient({
          url: `${own.url.replace('http', 'ws')}/graphql`,
          webSocketImpl: WebSocket,
          connectionParams: { Authorization: `Bearer ${token}` },
        }),
      );
    }
    const query = `subscription { draftEvents(draftId: "${draft.draftId}", after: 0) { version } }`;
    const answers = await Promise.all(
      clients.flatMap((client) => [1, 2, 3].map(() => firstOf(client, query))),
    );
    const refused = answers.filter((answer) => answer !== 'follows');
    expect(refused).toHaveLength(4);
    for (const errors of refused) expect(JSON.stringify(errors)).toContain('TOO_MANY_CONNECTIONS');
    for (const client of clients) await client.dispose();
    await stop(own);
  });
});

describe('streams over HTTP', () => {
  it('from one address are limited', async () => {
    const { draftId } = await newDraft(database.pool);
    const headers = { 'x-forwarded-for': '203.0.113.9' };
    const url = `${api.url}/drafts/${draftId}/events`;
    const streams = await Promise.all(Array.from({ length: MOST }, () => openStream(url, headers)));
    const refused = await openStream(url, headers).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(NoStream);
    expect(refused).toMatchObject({ status: 429, code: 'TOO_MANY_CONNECTIONS' });
    for (const stream of streams) stream.stop();
  });
});

describe('mutations', () => {
  const CREATE = 'mutation { createLeague(name: "L", teams: [{name: "T"}]) { league { id } } }';

  it('of one person are limited, each field counted; others are not held up', async () => {
    const [ann, bob] = [await createUser(database.pool, 'Ann'), await createUser(database.pool, 'Bob')];
    const token = await tokenFor(ann);
    const five = `mutation { ${['a', 'b', 'c', 'd', 'e'].map((name) => `${name}: createLeague(name: "L", teams: [{name: "T"}]) { league { id } }`).join(' ')} }`;
    expect((await ask(api.url, five, {}, token)).errors).toEqual([]);
    const refused = await ask(api.url, CREATE, {}, token);
    expect(codeOf(refused)).toBe('TOO_MANY_REQUESTS');
    expect(refused.errors[0]?.extensions?.numbers).toMatchObject({ limit: 5, seconds: expect.any(Number) });
    expect((await ask(api.url, CREATE, {}, await tokenFor(bob))).errors).toEqual([]);
    expect((await ask(api.url, '{ databaseTime }', {}, token)).errors).toEqual([]);
  });
});

describe('a request', () => {
  /** Sends bytes over a connection of its own, which they ask to be closed; what came back. */
  async function send(bytes: string): Promise<string> {
    const socket = connect(Number(new URL(api.url).port), '127.0.0.1');
    let said = '';
    socket.setEncoding('utf8').on('data', (text: string) => (said += text));
    socket.write(bytes);
    await once(socket, 'close');
    return said;
  }

  it('that offers to go on with HTTP/2 is answered as if it did not', async () => {
    const query = '{"query":"{databaseTime}"}';
    const offer =
      'connection: Upgrade, HTTP2-Settings, close\r\nupgrade: h2c\r\nhttp2-settings: AAMAAABkAAQAAP__\r\n';
    const body = `content-type: application/json\r\ncontent-length: ${query.length}\r\n\r\n${query}`;
    const said = await send(`POST /graphql HTTP/1.1\r\nhost: x\r\n${offer}${body}`);
    expect(said).toMatch(/^HTTP\/1\.1 200 /);
    expect(said).toContain('"databaseTime":');
  });

  it('for a WebSocket that is written wrong is refused as all others are', async () => {
    const head = 'GET /graphql HTTP/1.1\r\nhost: x\r\nconnection: Upgrade\r\nupgrade: websocket\r\n';
    const said = await send(`${head}sec-websocket-version: 13\r\n\r\n`);
    expect(said).toMatch(/^HTTP\/1\.1 400 /);
    expect(said).toMatch(/"code":"REQUEST_INVALID".*Sec-WebSocket-Key/);
  });

  it.each(['POST', 'DELETE', 'OPTIONS'])('for the health by %s is refused', async (method) => {
    const response = await fetch(`${api.url}/healthz`, { method });
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
    expect(await response.text()).toContain('"code":"REQUEST_INVALID"');
  });

  it('that never ends is cut off', async () => {
    const socket = connect(Number(new URL(api.url).port), '127.0.0.1');
    socket.write(
      'POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\n{',
    );
    const drip = setInterval(() => socket.write(' '), 500);
    socket.on('error', () => undefined);
    let said = '';
    socket.setEncoding('utf8').on('data', (text: string) => (said += text));
    await once(socket, 'close');
    clearInterval(drip);
    expect(said).toMatch(/^HTTP\/1.1 408/);
  }, 30_000);

  it('of a browser gets headers that forbid running scripts, framing and guessing types', async () => {
    const { headers } = await fetch(`${api.url}/graphql`, { method: 'POST' });
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('cache-control')).toContain('no-store');
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('strict-transport-security')).toBeNull();
  });

  it('from a page of another origin may be read there only where the origin is allowed', async () => {
    const preflight = (origin: string) =>
      fetch(`${api.url}/graphql`, {
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-method': 'POST' },
      });
    const invited = await preflight(FRIEND);
    expect(invited.headers.get('access-control-allow-origin')).toBe(FRIEND);
    expect(invited.headers.get('access-control-allow-headers')).toContain('authorization');
    expect(invited.headers.get('access-control-allow-credentials')).toBeNull();
    const stranger = await preflight('https://evil.example');
    expect(stranger.headers.get('access-control-allow-origin')).toBeNull();
    expect(stranger.headers.get('vary')).toBe('origin');
  });

  it('for the editor or the schema gets none, unless the explorer is on', async () => {
    for (const path of ['/explorer', '/ruru-static/ruru.js', '/graphql'])
      expect((await fetch(`${api.url}${path}`, { headers: { accept: 'text/html' } })).ok).toBe(false);
    expect(readConfig({ NODE_ENV: 'production' }).access.hasExplorer).toBe(false);
    expect(readConfig({ NODE_ENV: 'production', EXPLORER: 'on' }).access.hasExplorer).toBe(true);
    expect(readConfig({ DATABASE_URL: database.url }).access.hasExplorer).toBe(false);
    expect(readConfig({}).access.hasExplorer).toBe(true);
  });
});
