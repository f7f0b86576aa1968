import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../src/config/config.ts';
import { type ConnectionPool, createConnectionPool, endConnectionPool } from '../src/database/connect.ts';
import { startEmbedded } from '../src/embedded/embedded.ts';
import { OWNER } from '../src/embedded/layout.ts';
import { migrate } from '../src/migrate/migrate.ts';
import { createLog } from '../src/telemetry/log.ts';

/** What a bench may do on a server of its own: copy drafts without looking up what is there, slow the disk down, checkpoint. */
const GRANTS = [
  `grant set on parameter session_replication_role to ${OWNER}`,
  `grant alter system on parameter commit_delay, commit_siblings to ${OWNER}`,
  `grant execute on function pg_reload_conf() to ${OWNER}`,
  `grant pg_checkpoint to ${OWNER}`,
];

/** A migrated database of a bench's own. */
export interface BenchDatabase {
  readonly url: string;
  readonly db: ConnectionPool;
  stop(): Promise<void>;
}

/** An embedded server in a folder that is thrown away, or the database of that URL as it is. */
export async function openBenchDatabase(url: string | undefined): Promise<BenchDatabase> {
  const log = createLog('warn');
  const { roles } = readConfig(process.env);
  const server = url === undefined ? await startThrowaway() : { url, stop: async () => {} };
  await migrate({ url: server.url, roles, log });
  const db = createConnectionPool(server.url, { max: 4, applicationName: 'bench', log });
  return {
    url: server.url,
    db,
    async stop() {
      await endConnectionPool(db);
      await server.stop();
    },
  };
}

async function startThrowaway() {
  const dataDir = await mkdtemp(join(tmpdir(), 'draft-orchestrator-bench-'));
  // As root the server runs as another user, who must be able to enter.
  await chmod(dataDir, 0o755);
  const log = createLog('warn');
  const server = await startEmbedded({ dataDir, log });
  const adminUrl = Object.assign(new URL(server.superuserUrl), { pathname: new URL(server.url).pathname });
  const admin = createConnectionPool(adminUrl.href, { max: 1, applicationName: 'bench', log });
  for (const grant of GRANTS) await admin.query(grant);
  await endConnectionPool(admin);
  return {
    url: server.url,
    async stop() {
      await server.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
