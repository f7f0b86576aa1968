import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The port is taken, or the address is not ours: the message says what to do. */
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
  const why =
    error.code === 'EADDRINUSE'
      ? `Port ${port} on ${host} is in use. Stop what runs there, or set ${setting} to another one (0: any free one).`
      : `Cannot listen on ${host}:${port}: ${error.message}. Correct HOST and ${setting}.`;
  throw new ListenError(why);
}
