import pg from 'pg';

/** A connection that listens. */
export interface Listener {
  /** Resolves when the connection is over, for whatever reason. */
  readonly ended: Promise<void>;
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
  else await client.query(`listen ${client.escapeIdentifier(channel)}`);
  return { ended };
}
