import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect, createServer as createNetServer, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { stayOf } from '../../../src/http/limits/stay.ts';
import { UnreadAnswers } from '../../../src/http/limits/unread_answers.ts';

/** Thirty looks without progress are too many. */
/** A test takes less time than thirty of these. */
const LOOK_SELDOM_MS = 2_500;
const LOOK_EVERY_MS = 20;
const MEGABYTE = 1_000_000;
/** More than the system keeps for a connection, and fewer than may wait. */
const LARGE = 14 * MEGABYTE;

let servers: { server: Server; clients: Socket[] }[] = [];
afterEach(() => {
  for (const { server, clients } of servers) {
    for (const client of clients) client.destroy();
    server.close();
    server.closeAllConnections();
  }
  servers = [];
});

/** A server that answers so many bytes, and a client that asked for them and reads nothing by itself. */
async function answering(unread: UnreadAnswers, bytes: number, address = 'here') {
  const server = createServer((_req, res) => {
    unread.watchResponse(address, res, stayOf(res));
    res.end(Buffer.alloc(bytes));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const client = connect((server.address() as AddressInfo).port, '127.0.0.1');
  servers.push({ server, clients: [client] });
  client.pause();
  client.on('error', () => undefined);
  const [[socket]] = await Promise.all([
    once(server, 'connection') as Promise<[Socket]>,
    once(client, 'connect'),
  ]);
  const asked = once(server, 'request');
  client.write('GET / HTTP/1.1\r\nhost: x\r\n\r\n');
  await asked;
  return { client, socket };
}

describe('an answer that its client does not read', () => {
  it('is dropped, and its connection with it', async () => {
    const { socket } = await answering(new UnreadAnswers(LOOK_EVERY_MS), LARGE);
    expect(socket.writableLength).toBeGreaterThan(MEGABYTE);
    await once(socket, 'close');
  });

  it('is dropped on a WebSocket as well, however much its client sends meanwhile', async () => {
    const unread = new UnreadAnswers(LOOK_EVERY_MS);
    const server = createNetServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const client = connect((server.address() as AddressInfo).port, '127.0.0.1').pause();
    client.on('error', () => undefined);
    const [socket] = (await once(server, 'connection')) as [Socket];
    unread.watchSocket('here', socket);
    socket.write(Buffer.alloc(LARGE));
    const speaking = setInterval(() => client.write('pong'), LOOK_EVERY_MS);
    await once(socket, 'close');
    clearInterval(speaking);
    client.destroy();
    server.close();
  });

  it('is kept while some of it is read now and then', async () => {
    const { client, socket } = await answering(new UnreadAnswers(LOOK_EVERY_MS), LARGE);
    let read = 0;
    // Slower than the system's buffers are filled, and in all longer than an answer may stand still.
    while (read < LARGE) {
      const chunk = client.read() as Buffer | null;
      read += chunk?.length ?? 0;
      expect(socket.destroyed).toBe(false);
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
    expect(read).toBeGreaterThan(LARGE);
  });

  it('is dropped at once where more waits than may wait for one client', async () => {
    // The first look drops it: thirty of them, as of one that stands still, would take longer than the test may.
    const { socket } = await answering(new UnreadAnswers(LOOK_SELDOM_MS), 3 * LARGE);
    await once(socket, 'close');
  });

  it('counts for its address alone, until it is read', async () => {
    const unread = new UnreadAnswers(60_000);
    const waiting = [];
    for (let n = 0; n < 4; n += 1) waiting.push(await answering(unread, LARGE, 'here'));
    expect(unread.hasRoom('here', LARGE)).toBe(false);
    expect(unread.hasRoom('elsewhere', LARGE)).toBe(true);
    for (const { client } of waiting) client.resume();
    await expect.poll(() => unread.hasRoom('here', 60 * MEGABYTE), { timeout: 30_000 }).toBe(true);
  });
});
