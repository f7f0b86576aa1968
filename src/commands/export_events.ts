import { once } from 'node:events';
import type { Writable } from 'node:stream';
import type { Config } from '../config/config.ts';
import { exportEvents, readCursor } from '../publishers/event_export.ts';
import { withRunningDatabase } from './database.ts';

/** One page is read while another is written. */
const CONNECTIONS = 2;
const OPERATOR = { kind: 'OPERATOR', userId: null } as const;

/**
 * Writes all events behind a cursor, or from the first one, as lines of JSON, as fast as `out` takes them.
 * @throws ConfigError where there is no database
 * @throws DraftError CURSOR_UNKNOWN
 */
export async function exportEventsCommand(
  config: Config,
  after: string | undefined,
  out: Writable,
): Promise<undefined> {
  await withRunningDatabase(config, { name: 'export-events', connections: CONNECTIONS }, async (db) => {
    const { publicUrl } = config.access;
    const from = after === undefined ? null : readCursor(after);
    for await (const piece of exportEvents(db, { actor: OPERATOR, after: from, publicUrl })) {
      if (!out.write(piece)) await once(out, 'drain');
    }
  });
}
