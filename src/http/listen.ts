import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The port is taken, or the address is not one of this machine: the message says what to do. */
export class ListenError extends Error {
  override readonly name = 'ListenError';
}

/** Where to listen, and the setting that the port comes from. */
export interface ListenOptions {
  readonly host: string;
  readonly port: number;
  readonly setting: 'PORT' | 'METRICS_PORT';
}

/** Lets a server listen; answers its URL. Throws a ListenError that says what to do. */
export async function listen(server: Server, { host, port, setting }: ListenOptions): Promise<string> {
  const failed = once(server, 'error').then(([error]) => error as NodeJS.ErrnoException);
  server.listen(port, host);
  const error = await Promise.race([once(server, 'listening').then(() => null), failed]);
  if (error === null) {
    const { address, port: listening, family } = server.address() as AddressInfo;
    return `http://${family === 'IPv6' ? `[${address}]` : address}:${listening}`;
  }
  throw new ListenError(explain(error, { host, port, setting }));
}

/**
 * Makes sure that a server could listen at each of some places, all at once. What they are wanted for may take long to get ready: whoever
 * gave a wrong port is told before. Throws a ListenError that says what to do.
 */
export async function requireFree(places: readonly ListenOptions[]): Promise<void> {
  const taken: Server[] = [];
  try {
    for (const place of places) {
      const server = createServer();
      await listen(server, place);
      taken.push(server);
    }
  } finally {
    for (const server of taken) {
      server.close();
      await once(server, 'close');
    }
  }
}

function explain(error: NodeJS.ErrnoException, { host, port, setting }: ListenOptions): string {
  switch (error.code) {
    case 'EADDRINUSE':
      return `Port ${port} on ${host} is in use. Stop what runs there, or set ${setting} to another one (0: any free one).`;
    case 'EACCES':
      return `This user may not listen on port ${port} of ${host}. Set ${setting} to 1024 or above.`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'EINVAL':
      return `HOST is ${host}, which is no address of this machine (${error.code}). Set HOST to one: 127.0.0.1, or 0.0.0.0 for all.`;
    default:
      return `Cannot listen on ${host}:${port}: ${error.message}. Correct HOST and ${setting}.`;
  }
}
