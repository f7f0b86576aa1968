import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, createServer as createListener, type Server as Listener } from 'node:net';

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

/**
 * Queues in which the system keeps new connections of one port. Node.js takes one of each in a turn of the event loop: with a single queue,
 * whoever connects waits a turn for each connection that an attacker asked for before, up to a second.
 */
const QUEUES = 8;

/** Lets a server listen; answers its URL. Throws a ListenError that says what to do. */
export async function listen(server: Server, place: ListenOptions): Promise<string> {
  return urlOf(await listenAt(server, place));
}

/**
 * The same with several queues of new connections, on Linux; elsewhere there is one. That the port is free is found out before, by
 * {@link requireFree}: sockets that share a port do not notice those of another process of the same user. Answers the URL, and how to take
 * no new connections any more, which is done when those there are have ended.
 */
export async function listenInQueues(
  server: Server,
  place: ListenOptions,
): Promise<{ readonly url: string; close(): Promise<unknown> }> {
  const isLinux = process.platform === 'linux';
  const first = await listenAt(server, place, isLinux);
  const listeners: Listener[] = [server];
  const close = () =>
    Promise.all(
      listeners.map((listener) => {
        const closed = once(listener, 'close');
        listener.close();
        return closed;
      }),
    );
  while (isLinux && listeners.length < QUEUES) {
    const listener = createListener({ allowHalfOpen: true, noDelay: true }, (socket) =>
      server.emit('connection', socket),
    );
    listeners.push(listener);
    await listenAt(listener, { ...place, port: first.port }, true);
  }
  return { url: urlOf(first), close };
}

async function listenAt(server: Listener, place: ListenOptions, reusePort = false): Promise<AddressInfo> {
  const failed = once(server, 'error').then(([error]) => error as NodeJS.ErrnoException);
  server.listen({ port: place.port, host: place.host, reusePort });
  const error = await Promise.race([once(server, 'listening').then(() => null), failed]);
  if (error !== null) throw new ListenError(explain(error, place));
  return server.address() as AddressInfo;
}

function urlOf({ address, port, family }: AddressInfo): string {
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
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
      return `Cannot listen on ${host.includes(':') ? `[${host}]` : host}:${port}: ${error.message}. Correct HOST and ${setting}.`;
  }
}
