import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/** Ports that no outgoing connection gets: one could take a server's while it is down. */
export const FIRST_PORT = 15_000;
export const LAST_PORT = 30_000;

/** A port of this machine on which nothing listens, and which stays free while a server is started again. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(FIRST_PORT, LAST_PORT);
    if (await isFree(port)) return port;
  }
}

/** Whether nothing listens on a port of this machine. */
export function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}
