import pg from 'pg';
import { SESSION_OPTIONS } from './connect.ts';
import type { Queryable } from './queryable.ts';

/** A connection that listens, and can be asked as well. */
export interface Listener extends Queryable {
  /** Resolves when the connection is over, for whatever reason. */
  readonly ended: Promise<void>;
  /** Ends it at once, whether the server answers or not. */
  close(): void;
}

/** Listens on a channel over a connection of its own, until the signal aborts. Throws when it cannot connect. */
export async function listenTo(
  url: string,
  channel: string,
  hear: (payload: string) => void,
  signal: AbortSignal,
): Promise<Listener> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'draft-orchestrator events',
    keepAlive: true,
    options: SESSION_OPTIONS,
  });
  const ended = new Promise<void>((resolve) => client.once('end', resolve));
  // The end is what counts; an error without a listener would end the process.
  client.on('error', () => undefined);
  client.on('notification', ({ payload }) => hear(payload ?? ''));
  await client.connect();
  const stop = () => void client.end().catch(() => undefined);
  signal.addEventListener('abort', stop, { once: true });
  ended.then(() => signal.removeEventListener('abort', stop));
  if (signal.aborted) stop();
  else {
    await client.query(`listen ${client.escapeIdentifier(channel)}`).catch((error: unknown) => {
      client.connection.stream.destroy();
      throw error;
    });
  }
  return {
    ended,
    query: (text, values = []) => client.query({ text, values }),
    close: () => client.connection.stream.destroy(),
  };
}
