import { readFileSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../src/config.ts';
import { createPool, endPool, type Pool } from '../src/database/connect.ts';
import { startEmbedded } from '../src/database/embedded.ts';
import { migrate } from '../src/database/migrate.ts';
import { createLog } from '../src/telemetry/log.ts';

const CLOCK_TICKS_PER_SECOND = 100;

/** A migrated database of a bench's own. */
export interface BenchDatabase {
  readonly url: string;
  readonly db: Pool;
  stop(): Promise<void>;
}

/** An embedded server in a folder that is thrown away, or the database of that URL as it is. */
export async function openBenchDatabase(url: string | undefined): Promise<BenchDatabase> {
  const log = createLog('warn');
  const { roles } = readConfig(process.env);
  const server = url === undefined ? await startThrowaway() : { url, stop: async () => {} };
  await migrate({ url: server.url, roles, log });
  const db = createPool(server.url, { max: 4, applicationName: 'bench', log });
  return {
    url: server.url,
    db,
    async stop() {
      await endPool(db);
      await server.stop();
    },
  };
}

async function startThrowaway() {
  const dataDir = await mkdtemp(join(tmpdir(), 'draft-orchestrator-bench-'));
  // As root the server runs as another user, who must be able to enter.
  await chmod(dataDir, 0o755);
  const server = await startEmbedded({ dataDir, log: createLog('warn') });
  return {
    url: server.url,
    async stop() {
      await server.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** CPU seconds that the server's sessions have used so far; null where that cannot be read, as on another machine. */
export async function databaseCpuSeconds(db: Pool): Promise<number | null> {
  const { rows } = await db.query<{ pid: number }>('select pid from pg_stat_activity');
  try {
    let ticks = 0;
    for (const { pid } of rows) {
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
      ticks += Number(fields[11]) + Number(fields[12]);
    }
    return ticks / CLOCK_TICKS_PER_SECOND;
  } catch {
    return null;
  }
}
