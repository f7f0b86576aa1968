import type { Config } from '../config/config.ts';
import { type ConnectionPool, checkDirect, checkServer } from '../database/connect.ts';
import { checkFunctions, checkMigrated, type SchemaAge } from '../migrate/migrate.ts';

/**
 * Makes sure that a process may work on a database: a server that is new enough answers directly, and its schema is that of this
 * program or of the release after it, as after an upgrade that is taken back.
 * @param pool connections as the user of the URL, in no other role
 * @throws ConnectionError or MigrationError: what is wrong, and what to do
 */
export async function checkDatabase(
  pool: ConnectionPool,
  url: string,
  roles: Config['roles'],
): Promise<SchemaAge> {
  await checkDirect(pool, url);
  await checkServer(pool, url);
  const age = await checkMigrated(pool);
  if (age === 'SAME') await checkFunctions(pool, roles);
  return age;
}
