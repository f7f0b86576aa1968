import pg from 'pg';
import type { Pool } from '../src/database/connect.ts';
import { CHANNEL } from '../src/events/announcement.ts';

/** What went through the database per second. */
export interface Traffic {
  readonly queriesPerSecond: number;
  readonly notifiesPerSecond: number;
}

/**
 * Starts counting. Queries are counted as transactions, since every statement of the product and of graphile-worker is one
 * of its own; NOTIFYs are heard on both channels.
 */
export async function countTraffic(db: Pool, url: string): Promise<() => Promise<Traffic>> {
  const ear = new pg.Client({ connectionString: url });
  let notifies = 0;
  ear.on('notification', () => {
    notifies += 1;
  });
  await ear.connect();
  await ear.query(`listen ${CHANNEL}`);
  await ear.query('listen "jobs:insert"');
  const before = await transactions(db);
  const startedAt = performance.now();
  return async () => {
    const seconds = (performance.now() - startedAt) / 1_000;
    const queries = (await transactions(db)) - before;
    await ear.end();
    return { queriesPerSecond: queries / seconds, notifiesPerSecond: notifies / seconds };
  };
}

async function transactions(db: Pool): Promise<number> {
  const { rows } = await db.query<{ count: number }>(
    `select (xact_commit + xact_rollback)::float8 as count from pg_stat_database where datname = current_database()`,
  );
  return rows[0]?.count ?? 0;
}
