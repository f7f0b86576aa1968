import { ClosingClient, SILENCE_MS } from './closing_client.ts';
import type { Queryable } from './queryable.ts';
import { sessionConfig } from './session.ts';

/** Nothing may be said on a channel for hours; a connection that listens is asked this often whether it is there still. */
const ASK_MS = SILENCE_MS / 2;

/** A connection that listens, and can be asked as well. */
export interface Listener extends Queryable {
  /** Resolves when the connection is over, for whatever reason. */
  readonly ended: Promise<void>;
  /** Ends it at once, whether the server answers or not. */
  close(): void;
}

/**
 * Listens on a channel over a connection of its own, until the signal aborts; it ends by itself when the server is silent for too long.
 * Throws when it cannot connect.
 */
export async function listenTo(
  url: string,
  channel: string,
  hear: (payload: string) => void,
  signal: AbortSignal,
): Promise<Listener> {
  const wanted = { applicationName: 'draft-orchestrator events', silenceMs: SILENCE_MS };
  const client = new ClosingClient(sessionConfig(url, wanted));
  const ended = new Promise<void>((resolve) => client.once('end', resolve));
  // Whatever comes of it: an answer, an error or silence, the connection knows what to do.
  const asking = setInterval(() => void client.query('select').catch(() => undefined), ASK_MS);
  ended.then(() => clearInterval(asking));
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
