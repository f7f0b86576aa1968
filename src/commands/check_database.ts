import type { Config } from '../config/config.ts';
import { type ConnectionPool, checkDirect, checkServer } from '../database/connect.ts';
import { checkFunctions, checkMigrated } from '../migrate/migrate.ts';

/**
 * Makes sure that a process may work on a database: a server that is new enough answers directly, and its schema is that of this
 * program, neither older nor newer.
 * @param pool connections as the user of the URL, in no other role
 * @throws ConnectionError or MigrationError: what is wrong, and what to do
 */
export async function checkDatabase(
  pool: ConnectionPool,
  url: string,
  roles: Config['roles'],
): Promise<void> {
  await checkDirect(pool, url);
  await checkServer(pool, url);
  await checkMigrated(pool);
  await checkFunctions(pool, roles);
}
