import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';

/** The message in which a server tells a client its process and a secret, for cancelling: 'K', the length 12, two numbers. */
const BACKEND_KEY = Buffer.from([0x4b, 0, 0, 0, 12]);
/** A number no backend has. */
const INVENTED_PID = 0x7fffffff;

/**
 * Accepts connections in front of a server as PgBouncer does: it invents the process number that it sends its clients.
 * Which session a statement gets does not matter to what is tested with it.
 */
export async function startPooler(url: string): Promise<{ url: string; stop(): Promise<void> }> {
  const server = new URL(url);
  const pooler = createServer((client) => {
    const upstream = connect(Number(server.port), server.hostname);
    client.pipe(upstream);
    upstream.on('data', (chunk: Buffer) => {
      const at = chunk.indexOf(BACKEND_KEY);
      if (at >= 0) chunk.writeInt32BE(INVENTED_PID, at + BACKEND_KEY.length);
      client.write(chunk);
    });
    for (const socket of [client, upstream]) {
      socket.on('error', () => undefined);
      socket.on('close', () => {
        client.destroy();
        upstream.destroy();
      });
    }
  }).listen(0, '127.0.0.1');
  await once(pooler, 'listening');
  const { port } = pooler.address() as AddressInfo;
  return {
    url: Object.assign(new URL(url), { hostname: '127.0.0.1', port: String(port) }).href,
    async stop() {
      const closed = once(pooler, 'close');
      pooler.close();
      await closed;
    },
  };
}
