import type { ConnectionPool } from '../../src/database/connect.ts';

/** As if the last worker process had died so many seconds ago. */
export async function silentFor(db: ConnectionPool, seconds: number): Promise<void> {
  await db.query(
    'update app_private.pulse set at = clock_timestamp() - make_interval(secs => $1), outage_began = null, outage_ended = null',
    [seconds],
  );
}
