import { setTimeout as sleep } from 'node:timers/promises';
import type { ConnectionPool } from '../../src/database/connect.ts';

const PAUSE_MS = 10;

/** Polls until the answer is not undefined. The test's own timeout ends a wait that does not succeed. */
export async function until<T>(ask: () => Promise<T | undefined>): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    await sleep(PAUSE_MS);
  }
}

/** Waits until some session of the database waits for a lock. */
export async function untilWaiting(db: ConnectionPool): Promise<void> {
  await until(async () => (await sessionsWaiting(db)) > 0 || undefined);
}

/** How many sessions of the database wait for a lock. */
export async function sessionsWaiting(db: ConnectionPool): Promise<number> {
  const { rowCount } = await db.query(
    `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
  );
  return rowCount ?? 0;
}
