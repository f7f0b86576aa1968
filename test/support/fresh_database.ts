import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Config } from '../../src/config/config.ts';
import { type ConnectionPool, createConnectionPool, endConnectionPool } from '../../src/database/connect.ts';
import { startEmbedded } from '../../src/embedded/embedded.ts';
import { migrate } from '../../src/migrate/migrate.ts';
import { silentLog } from './silent_log.ts';

/** Runs something on a freshly migrated database of an embedded server of its own, which is then thrown away. */
export async function withFreshDatabase(
  roles: Config['roles'],
  run: (pool: ConnectionPool, url: string) => Promise<void>,
): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'draft-orchestrator-'));
  // As root the server runs as another user, who must be able to enter.
  await chmod(dataDir, 0o755);
  const server = await startEmbedded({ dataDir, log: silentLog, settings: { fsync: 'off' } });
  try {
    await migrate({ url: server.url, roles, log: silentLog });
    const pool = createConnectionPool(server.url, { max: 4, applicationName: 'fresh', log: silentLog });
    await run(pool, server.url);
    await endConnectionPool(pool);
  } finally {
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}
