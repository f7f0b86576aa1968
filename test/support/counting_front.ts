import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** The message with which a client has a statement executed: `Execute`, the nameless portal, all rows. */
const EXECUTE = Buffer.from([0x45, 0, 0, 0, 9, 0, 0, 0, 0, 0]);

/** Stands between a process and PostgreSQL, and counts the statements with parameters that pass. */
export interface CountingFront {
  /** The database's URL, by way of the front. */
  readonly url: string;
  /** So many statements have passed. */
  readonly statements: number;
  close(): Promise<void>;
}

/** Opens a front before the database of a URL on this machine. */
export async function openCountingFront(databaseUrl: string): Promise<CountingFront> {
  const target = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  let statements = 0;
  const server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        sockets.delete(socket);
        client.destroy();
        upstream.destroy();
      });
    }
    client.on('data', (chunk: Buffer) => {
      for (let at = chunk.indexOf(EXECUTE); at >= 0; at = chunk.indexOf(EXECUTE, at + 1)) statements += 1;
    });
    client.pipe(upstream).pipe(client);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const url = new URL(databaseUrl);
  url.hostname = '127.0.0.1';
  url.port = String(typeof address === 'object' && address !== null ? address.port : 0);
  return {
    url: url.href,
    get statements() {
      return statements;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
