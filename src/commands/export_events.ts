import { once } from 'node:events';
import type { Writable } from 'node:stream';
import type { Config } from '../config/config.ts';
import { checkMigrated } from '../migrate/migrate.ts';
import { exportEvents, readCursor } from '../publishers/event_export.ts';
import { withRunningDatabase } from './database.ts';

/** One page is read while another is written. */
const CONNECTIONS = 2;
const OPERATOR = { kind: 'OPERATOR', userId: null } as const;

/**
 * Writes all events behind a cursor, or from the first one, as lines of JSON, as fast as `out` takes them. Where nobody reads any more it ends.
 * @throws ConfigError where there is no database
 * @throws DraftError CURSOR_UNKNOWN
 */
export async function exportEventsCommand(
  config: Config,
  after: string | undefined,
  out: Writable,
): Promise<undefined> {
  const closed = new AbortController();
  // `| head` closes the pipe when it has enough.
  out.once('error', () => closed.abort());
  await withRunningDatabase(config, { name: 'export-events', connections: CONNECTIONS }, async (db) => {
    await checkMigrated(db);
    const { publicUrl } = config.access;
    const from = after === undefined ? null : readCursor(after);
    for await (const piece of exportEvents(db, { actor: OPERATOR, after: from, publicUrl })) {
      if (closed.signal.aborted) return;
      if (!out.write(piece)) await once(out, 'drain', { signal: closed.signal }).catch(() => undefined);
    }
  });
}
