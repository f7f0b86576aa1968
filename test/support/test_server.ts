import { randomInt } from 'node:crypto';
import { chmod, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startEmbedded } from '../../src/embedded/embedded.ts';
import { layoutOf, readText } from '../../src/embedded/layout.ts';
import { findPostmaster, isAlive } from '../../src/embedded/postmaster.ts';
import { poll } from '../../src/embedded/server.ts';
import { silentLog } from './silent_log.ts';

/** The server of a test run. `adminUrl` leads to an ordinary role that may create databases, not to a superuser. */
export type TestServer = {
  readonly adminUrl: string;
  /** null where the run uses a DATABASE_URL of somebody's own. */
  readonly superuserUrl: string | null;
  readonly stop: () => Promise<void>;
};

const FOLDER_PREFIX = 'draft-orchestrator-test-';
/** In the folder of a run: the number of its process. */
const RUN_FILE = 'run.pid';
/** Tests do not survive a power cut. */
const FAST_AND_FORGETFUL = {
  fsync: 'off',
  full_page_writes: 'off',
  max_connections: '300',
  autovacuum_naptime: '60s',
};

/** The server DATABASE_URL leads to, else an embedded one in a temporary folder. */
export async function startTestServer(databaseUrl: string | undefined): Promise<TestServer> {
  if (databaseUrl !== undefined && databaseUrl !== '') {
    return { adminUrl: databaseUrl, superuserUrl: null, stop: async () => undefined };
  }
  await removeServersOfKilledRuns();
  const dataDir = await makeFolder();
  const server = await startEmbedded({ dataDir, log: silentLog, settings: FAST_AND_FORGETFUL });
  await asAdmin(server.superuserUrl, (client) => client.query('alter role draft_orchestrator createdb'));
  const stop = async () => {
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
  return { adminUrl: server.url, superuserUrl: server.superuserUrl, stop };
}

/** Runs `work` on a connection of its own. */
export async function asAdmin<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** The same server, another database. */
export function withDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.href;
}

/** A number no other run has; positive, 31 bits: the key of an advisory lock. */
export function newRunId(): number {
  return randomInt(1, 2 ** 31);
}

/** As root the server runs as another user, who must be able to enter. */
async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), FOLDER_PREFIX));
  await chmod(folder, 0o755);
  await writeFile(join(folder, RUN_FILE), String(process.pid));
  return folder;
}

async function removeServersOfKilledRuns(): Promise<void> {
  const names = (await readdir(tmpdir())).filter((name) => name.startsWith(FOLDER_PREFIX));
  for (const name of names) {
    const dataDir = join(tmpdir(), name);
    const layout = layoutOf(dataDir);
    const run = Number(readText(join(dataDir, RUN_FILE)) ?? 0);
    if (run === 0 || isAlive(run)) continue;
    const server = findPostmaster(layout.folder);
    if (server !== null) {
      process.kill(server.pid, 'SIGQUIT');
      await poll(() => (isAlive(server.pid) ? undefined : true));
    }
    await rm(dataDir, { recursive: true, force: true });
  }
}

/**
 * Drops a database after ending the sessions of our user that are still connected to it. Not "with (force)": that fails while
 * autovacuum works in the database, which only a superuser may end; a plain drop makes autovacuum leave by itself.
 */
export async function dropDatabase(client: pg.ClientBase, name: string): Promise<void> {
  await client.query(
    'select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = $1 and usename = current_user',
    [name],
  );
  await client.query(`drop database if exists ${name}`);
}
