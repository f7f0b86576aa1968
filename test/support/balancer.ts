import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** One port in front of several servers, which it gives connections in turn. */
export interface Balancer {
  readonly url: string;
  /** How many connections each server got. */
  readonly given: readonly number[];
  /** Cuts every connection. */
  cut(): void;
  close(): Promise<void>;
}

export async function openBalancer(urls: readonly string[]): Promise<Balancer> {
  const open = new Set<Socket>();
  const given = urls.map(() => 0);
  let turn = 0;
  const server = createServer((client) => {
    const index = turn % urls.length;
    turn += 1;
    given[index] = (given[index] ?? 0) + 1;
    const { port, hostname } = new URL(urls[index] ?? '');
    const upstream = connect(Number(port), hostname);
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      open.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        open.delete(socket);
        other.destroy();
      });
      socket.pipe(other);
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const cut = () => {
    for (const socket of open) socket.destroy();
  };
  return {
    url: `http://127.0.0.1:${port}`,
    given,
    cut,
    async close() {
      server.close();
      cut();
      await once(server, 'close');
    },
  };
}
