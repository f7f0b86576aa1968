import type { ConnectionPool } from '../../src/database/connect.ts';

/** Locks a table against everybody until `work` is over, or has called `release`. */
export async function whileLocked<T>(
  db: ConnectionPool,
  table: string,
  work: (release: () => Promise<unknown>) => Promise<T>,
): Promise<T> {
  const client = await db.connect();
  try {
    await client.query('begin');
    await client.query(`lock table app_public.${table} in access exclusive mode`);
    return await work(() => client.query('rollback'));
  } finally {
    await client.query('rollback');
    client.release();
  }
}

/** How many statements of others run in this database, or wait for a lock. */
export async function statementsUnderWay(db: ConnectionPool): Promise<number> {
  const { rows } = await db.query<{ count: number }>(
    `select count(*)::integer from pg_stat_activity
      where datname = current_database() and state = 'active' and pid <> pg_backend_pid()`,
  );
  return rows[0]?.count ?? 0;
}
