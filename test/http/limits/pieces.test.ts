import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { expect, it } from 'vitest';
import { hearNoMore } from '../../../src/http/limits/pieces.ts';

it('a connection that is not heard any more makes no requests of what was read from it already', async () => {
  let requests = 0;
  const server = createServer(({ socket }) => {
    requests += 1;
    if (requests === 3) hearNoMore(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  socket.on('error', () => undefined);
  socket.write('GET / HTTP/1.1\r\nhost: a\r\n\r\n'.repeat(1_000));
  await new Promise((resolve) => socket.once('close', resolve));
  server.close();
  await once(server, 'close');
  expect(requests).toBe(3);
});
