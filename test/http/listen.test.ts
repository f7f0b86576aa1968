import { createServer, type RequestListener, request } from 'node:http';
import { expect, it } from 'vitest';
import { ListenError, listenInQueues, requireFree } from '../../src/http/listen.ts';

const HERE = { host: '127.0.0.1', port: 0, setting: 'PORT' } as const;
/** Connections enough for each queue to get some, whatever the system decides by. */
const MANY = 100;

/** What a request over a connection of its own is answered. */
function ask(url: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const asking = request(url, { agent: false }, (response) =>
      response
        .setEncoding('utf8')
        .toArray()
        .then((parts) => resolve(parts.join('')), reject),
    );
    asking.on('error', (error: NodeJS.ErrnoException) => reject(new Error(error.code)));
    asking.end();
  });
}

async function serve(answer: RequestListener) {
  const server = createServer(answer);
  const { url, close } = await listenInQueues(server, HERE);
  return { url, close };
}

it('every connection is answered, whichever queue it was kept in', async () => {
  const { url, close } = await serve((_request, response) => void response.end('here'));
  expect(await Promise.all(Array.from({ length: MANY }, () => ask(url)))).toEqual(Array(MANY).fill('here'));
  await close();
});

it('a port that is listened on in queues is not free for another process', async () => {
  const { url, close } = await serve((_request, response) => void response.end());
  const port = Number(new URL(url).port);
  await expect(requireFree([{ ...HERE, port }])).rejects.toThrow(ListenError);
  await close();
  await requireFree([{ ...HERE, port }]);
});

it('who stops listening takes no new connection, and answers what was asked before', async () => {
  const held: (() => void)[] = [];
  let allHeld: () => void = () => undefined;
  const areHeld = new Promise<void>((resolve) => {
    allHeld = resolve;
  });
  const { url, close } = await serve((_request, response) => {
    held.push(() => response.end('answered'));
    if (held.length === MANY) allHeld();
  });
  const asked = Promise.all(Array.from({ length: MANY }, () => ask(url)));
  await areHeld;
  let isClosed = false;
  const closed = close().then(() => {
    isClosed = true;
  });
  await expect(ask(url)).rejects.toThrow('ECONNREFUSED');
  expect(isClosed).toBe(false);
  for (const answer of held) answer();
  expect(await asked).toEqual(Array(MANY).fill('answered'));
  await closed;
});
