import { realpathSync } from 'node:fs';
import pg from 'pg';
import { ClosingClient } from '../database/closing_client.ts';
import { sessionConfig } from '../database/session.ts';
import { messageOf } from '../telemetry/error_text.ts';
import type { Log } from '../telemetry/log.ts';
import { checkOwner, checkReachable, chooseAccount, makeDataDir } from './account.ts';
import { findBinaries } from './binaries.ts';
import { ensureCluster, readPassword } from './cluster.ts';
import { EmbeddedError } from './errors.ts';
import { explainFailedStart, explainUnusable } from './failed_start.ts';
import { DATABASE, type Layout, layoutOf, OWNER, readText, SUPERUSER, urlOf } from './layout.ts';
import { findPostmaster, type Postmaster, removeStalePidFile } from './postmaster.ts';
import { type FailedStart, poll, type ServerContext, startServer, stopServer } from './server.ts';
import { ServerUse } from './users.ts';

export { EmbeddedError } from './errors.ts';

/** A failed start is tried again: another process may have been faster, or the port was taken meanwhile. */
const MAX_STARTS = 5;

/** `settings` override server settings, for tests. */
export type EmbeddedOptions = {
  readonly dataDir: string;
  readonly log: Log;
  readonly settings?: Readonly<Record<string, string>>;
};

/** A running embedded server. */
export type Embedded = {
  /** For the product: an ordinary role that owns the database and may create roles. */
  readonly url: string;
  /** For tests and administrators. */
  readonly superuserUrl: string;
  /** Whether the server ran already and was adopted. */
  readonly adopted: boolean;
  /** The numbers of the other processes that use it. */
  readonly others: readonly number[];
  /** Rejects with an EmbeddedError once the server has ended without us; else never settles. */
  readonly lost: Promise<never>;
  /** Ends the use of the server. The last process that uses it stops it, also where another one had started it. */
  readonly stop: () => Promise<void>;
};

/**
 * Makes sure that PostgreSQL runs on `DATA_DIR/postgres`: adopts a running server, else starts one, else makes it first.
 * Several processes may call this at once; PostgreSQL's own lock on its folder lets one server live, the others adopt it.
 * @throws EmbeddedError saying what is in the way and what to do
 */
export async function startEmbedded({ dataDir, log, settings = {} }: EmbeddedOptions): Promise<Embedded> {
  const context = await prepare(dataDir, log, settings).catch(explainUnusable(dataDir));
  const { layout } = context;
  const password = readPassword(layout);
  let said = '';
  for (let start = 0; start < MAX_STARTS; start += 1) {
    const running = await untilSettled(layout.folder);
    if (running === null) removeStalePidFile(layout.folder);
    const server = running ?? (await startServer(context, settings));
    const used =
      'pid' in server
        ? await use(context, server, password, running !== null).catch(
            afterFailedUse(context, running !== null),
          )
        : server;
    if ('url' in used) return used;
    said = used.said;
  }
  throw explainFailedStart(layout, said);
}

/**
 * Says that this process uses the server that runs on a DATA_DIR, as {@link startEmbedded} does, but starts none.
 * @returns null where none runs
 */
export async function joinEmbedded(dataDir: string, log: Log): Promise<Embedded | null> {
  const { folder } = layoutOf(dataDir);
  return findPostmaster(folder) === null ? null : startEmbedded({ dataDir, log });
}

/**
 * The URL of the server that runs on a DATA_DIR, or null where none does. Reads files only: for configuration that must
 * be known before anything can be awaited.
 */
export function runningEmbeddedUrl(dataDir: string): string | null {
  const layout = layoutOf(dataDir);
  const running = findPostmaster(layout.folder);
  const password = readText(layout.passwordFile);
  if (running?.status !== 'ready' || password === null) return null;
  return urlOf(OWNER, password, running.port, DATABASE);
}

async function prepare(
  dataDir: string,
  log: Log,
  settings: Readonly<Record<string, string>>,
): Promise<ServerContext> {
  const layout = layoutOf(dataDir);
  const binaries = await findBinaries();
  const account = chooseAccount(layout.folder);
  await makeDataDir(layout.dataDir);
  checkReachable(layout.folder, account, 'set DATA_DIR to a folder under /var/lib');
  checkReachable(
    binaries.postgres,
    account,
    'install this program in a folder under /opt, or set DATABASE_URL',
  );
  checkOwner(layout.folder, account);
  await ensureCluster({ layout, account, binaries, sync: settings['fsync'] !== 'off' });
  return { layout, account, binaries, log };
}

/** Waits while a server starts or stops. */
function untilSettled(folder: string): Promise<Postmaster | null> {
  return poll(() => {
    const found = findPostmaster(folder);
    return found === null || found.status === 'ready' ? found : undefined;
  });
}

/** Begins the use of a running server. Rejects where it ends meanwhile, as when its last user leaves. */
async function use(
  context: ServerContext,
  running: Postmaster,
  password: string,
  adopted: boolean,
): Promise<Embedded> {
  const { layout, log } = context;
  const { port } = running;
  if (adopted) await checkDataDirectory(layout, running, password);
  const superuserUrl = urlOf(SUPERUSER, password, port, 'postgres');
  const url = urlOf(OWNER, password, port, DATABASE);
  await ensureDatabase(superuserUrl, password);
  const usage = await ServerUse.begin({ url, layout });
  const others = await usage.others();
  const said = adopted
    ? 'the embedded PostgreSQL was running already'
    : 'the embedded PostgreSQL has started';
  log.info({ port, folder: layout.folder, others }, said);
  let stopping: Promise<void> | undefined;
  const stop = () => {
    stopping ??= leave(context, usage);
    return stopping;
  };
  return { url, superuserUrl, adopted, others, lost: usage.lost, stop };
}

/**
 * What a failed use means. A server that ended meanwhile, as when its last user left, is a failed start: it is started again. One
 * that runs and cannot be used is an error with its cause; where this process started it, it is stopped, since no other process would.
 */
function afterFailedUse(context: ServerContext, adopted: boolean): (error: unknown) => Promise<FailedStart> {
  const { folder, passwordFile } = context.layout;
  return async (error) => {
    const said = messageOf(error);
    if (findPostmaster(folder)?.status !== 'ready') return { said };
    if (!adopted) await stopServer(context);
    if (error instanceof EmbeddedError) throw error;
    throw new EmbeddedError(
      `The embedded PostgreSQL on ${folder} runs, but cannot be used: ${said}. Its password is in ${passwordFile}.`,
      { cause: error },
    );
  };
}

async function leave(context: ServerContext, usage: ServerUse): Promise<void> {
  const others = await usage.end(() => stopServer(context));
  if (others.length === 0) context.log.info({}, 'the embedded PostgreSQL has stopped');
  else context.log.info({ others }, 'the embedded PostgreSQL goes on for the others; the last one stops it');
}

/** Another server may answer on the port a killed one had. */
async function checkDataDirectory(layout: Layout, { port }: Postmaster, password: string): Promise<void> {
  const found = await asSuperuser(urlOf(SUPERUSER, password, port, 'postgres'), async (client) => {
    const { rows } = await client.query<{ data_directory: string }>('show data_directory');
    return rows[0]?.data_directory ?? '';
  }).catch((error: Error) => {
    const what = `A server runs on ${layout.folder} (port ${port}), but it does not let us in: ${error.message}.`;
    throw new EmbeddedError(`${what} Stop it, or restore ${layout.passwordFile}.`, { cause: error });
  });
  if (realpathSync(found) === realpathSync(layout.folder)) return;
  throw new EmbeddedError(
    `Port ${port} of 127.0.0.1, noted in ${layout.folder}/postmaster.pid, leads to the server of another folder (${found}). ` +
      'Stop that server, or set DATA_DIR to another folder.',
  );
}

/** Starts at once may both find nothing and create: the second's error says that it exists, which is what we want. */
async function ensureDatabase(superuserUrl: string, password: string): Promise<void> {
  await asSuperuser(superuserUrl, async (client) => {
    const { rows } = await client.query<{ owner: boolean; database: boolean }>(
      `select exists (select from pg_roles where rolname = $1) as owner,
              exists (select from pg_database where datname = $2) as database`,
      [OWNER, DATABASE],
    );
    const secret = pg.escapeLiteral(password);
    if (rows[0]?.owner !== true) {
      await client.query(`create role ${OWNER} login createrole password ${secret}`).catch(unlessItExists);
    }
    if (rows[0]?.database !== true)
      await client.query(`create database ${DATABASE} owner ${OWNER}`).catch(unlessItExists);
  });
}

async function asSuperuser<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new ClosingClient(sessionConfig(url, { applicationName: 'draft-orchestrator embedded' }));
  // A server that goes away meanwhile fails the query; without a listener it would end the process as well.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}

function unlessItExists(error: Error): void {
  const code = 'code' in error ? error.code : '';
  if (code !== '42710' && code !== '42P04' && code !== '23505') throw error;
}
