import { on, once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import { type Api, ask, startApi } from '../support/api.ts';
import { newDraft } from '../support/drafts.ts';
import { metricsOf, untilFollowed } from '../support/processes.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';
import { until } from '../support/until.ts';

let database: TestDatabase;
let api: Api;
let metricsUrl: string;
beforeAll(async () => {
  database = await createTestDatabase();
  // The limits that everybody has who sets none.
  api = await startApi(database.url, { REQUESTS_PER_SECOND: '100', METRICS_PORT: '0' });
  metricsUrl = await metricsOf(api.program);
});
afterAll(async () => {
  api.program.child.kill('SIGTERM');
  expect(await api.program.ended()).toBe(0);
  await database.drop();
});

/** Sends bytes over a connection of its own; answers what came back until it was closed. */
async function send(bytes: string, localAddress = '127.0.0.1'): Promise<string> {
  const port = Number(new URL(api.url).port);
  const socket: Socket = connect({ host: '127.0.0.1', port, localAddress });
  let told = '';
  socket.setEncoding('utf8').on('data', (text: string) => {
    told += text;
  });
  socket.on('error', () => undefined);
  socket.write(bytes);
  await new Promise((resolve) => socket.once('close', resolve));
  return told;
}

const statusesOf = (told: string) => [...told.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => status);

describe('one read from a connection', () => {
  it('that holds thousands of requests is answered for a few, and the rest is not made requests of', async () => {
    const requests = 'GET /healthz HTTP/1.1\r\nhost: a\r\n\r\n'.repeat(1_500);
    expect(statusesOf(await send(requests)).length).toBeLessThan(12);
  });

  it('that holds what Node.js would refuse by itself counts as requests do', async () => {
    for (const head of ['expect: x\r\nhost: a\r\n', '']) {
      const told = statusesOf(await send(`GET /healthz HTTP/1.1\r\n${head}\r\n`.repeat(1_500)));
      expect(told.length, head).toBeLessThan(12);
      expect(told, head).not.toContain('417');
    }
  });

  const CHUNKED =
    'POST /graphql HTTP/1.1\r\nhost: a\r\nconnection: close\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n';
  const inPieces = (body: string) => [...body].map((letter) => `1\r\n${letter}\r\n`).join('');
  const bodyOf = (letters: number) => `{"query":"{ databaseTime }"${' '.repeat(letters - 28)}}`;

  it('that holds a small body letter by letter is answered', async () => {
    expect(statusesOf(await send(`${CHUNKED + inPieces(bodyOf(200))}0\r\n\r\n`))).toEqual(['200']);
  });

  describe.runIf(process.platform === 'linux')('that holds a body in more pieces', () => {
    // Each from an address of its own, which is refused for a while.
    it('cuts the connection', async () => {
      for (const letters of [201, 100_000])
        expect(await send(`${CHUNKED + inPieces(bodyOf(letters))}0\r\n\r\n`, '127.0.0.3')).toBe('');
    });

    it('has its address refused after two of them', async () => {
      const own = '127.0.0.4';
      for (let time = 0; time < 2; time += 1) await send(CHUNKED + inPieces(bodyOf(1_000)), own);
      const asked = 'GET /graphql HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n';
      expect(statusesOf(await send(asked, own))).toEqual(['429']);
      expect(statusesOf(await send(asked))).not.toContain('429');
    });
  });
});

describe('a WebSocket', () => {
  async function open(): Promise<WebSocket> {
    const socket = new WebSocket(`${api.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
    await once(socket, 'open');
    socket.send('{"type":"connection_init"}');
    await once(socket, 'message');
    return socket;
  }

  it('that sends a message in many pieces is closed', async () => {
    const socket = await open();
    for (let piece = 0; piece < 100; piece += 1) socket.send('a', { fin: false });
    const [code] = await once(socket, 'close');
    expect(code).toBe(1008);
  });

  /**
   * Asks for the events of a draft, gives that up and asks again under the same id; the code of the close, or null where the first had ended.
   * `type`: how the message writes what it is.
   */
  async function askTwice(draftId: string, type = '"subscribe"'): Promise<number | null> {
    const socket = await open();
    const closed = once(socket, 'close').then(([code]) => code as number);
    const answered = once(socket, 'message').then(() => null);
    const query = `subscription { draftEvents(draftId: "${draftId}", after: 0) { version } }`;
    const subscribe = `{"id":"a","type":${type},"payload":${JSON.stringify({ query })}}`;
    socket.send(subscribe);
    socket.send('{"id":"a","type":"complete"}');
    socket.send(subscribe);
    const code = await Promise.race([closed, answered]);
    socket.terminate();
    await closed;
    return code;
  }

  it.each(['"subscribe"', '"subscr\\u0069be"'])(
    'may not use the id of an operation that has not ended, asked for as %s: nothing is left of it when all have gone',
    async (type) => {
      const { draftId } = await newDraft(database.pool);
      expect(await until(async () => (await askTwice(draftId, type)) ?? undefined)).toBe(4409);
      await untilFollowed(metricsUrl, 0);
    },
  );

  it('may use an id again whose operation has ended', async () => {
    const socket = await open();
    const messages = on(socket, 'message');
    for (let time = 0; time < 3; time += 1) {
      socket.send(JSON.stringify({ id: 'a', type: 'subscribe', payload: { query: '{ databaseTime }' } }));
      for (let type = ''; type !== 'complete'; ) {
        const { value } = await messages.next();
        ({ type } = JSON.parse(String(value?.[0])));
      }
    }
    socket.close();
    await once(socket, 'close');
  });
});

it('numbers are read for operators alone', async () => {
  const { errors } = await ask(api.url, '{ numbers { since } }');
  expect(errors.map(({ extensions }) => extensions?.code)).toEqual(['NOT_SIGNED_IN']);
});
