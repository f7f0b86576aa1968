import { randomBytes } from 'node:crypto';
import { realpathSync } from 'node:fs';
import { rename, rm, writeFile } from 'node:fs/promises';
import pg from 'pg';
import type { Log } from '../telemetry/log.ts';
import { ClosingClient } from './closing_client.ts';
import { checkOwner, checkReachable, chooseAccount, makeDataDir } from './embedded/account.ts';
import { findBinaries } from './embedded/binaries.ts';
import { ensureCluster, readPassword } from './embedded/cluster.ts';
import { EmbeddedError } from './embedded/errors.ts';
import { DATABASE, type Layout, layoutOf, OWNER, readText, SUPERUSER, urlOf } from './embedded/layout.ts';
import { findPostmaster, isAlive, type Postmaster, removeStalePidFile } from './embedded/postmaster.ts';
import { poll, type ServerContext, startServer, stopServer } from './embedded/server.ts';
import { sessionConfig } from './session.ts';

export { EmbeddedError } from './embedded/errors.ts';

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
  /** Stops the server where this caller keeps it (it started it, or adopted it from a dead process); else does nothing. */
  readonly stop: () => Promise<void>;
};

/**
 * Makes sure that PostgreSQL runs on `DATA_DIR/postgres`: adopts a running server, else starts one, else makes it first.
 * Several processes may call this at once; PostgreSQL's own lock on its folder lets one server live, the others adopt it.
 * @throws EmbeddedError saying what is in the way and what to do
 */
export async function startEmbedded({ dataDir, log, settings = {} }: EmbeddedOptions): Promise<Embedded> {
  const context = await prepare(dataDir, log, settings);
  const { layout } = context;
  const password = readPassword(layout);
  let said = '';
  for (let start = 0; start < MAX_STARTS; start += 1) {
    const running = await untilSettled(layout.folder);
    if (running !== null) return adopt(context, running, password);
    removeStalePidFile(layout.folder);
    const started = await startServer(context, settings);
    if ('pid' in started) {
      log.info({ port: started.port, folder: layout.folder }, 'the embedded PostgreSQL has started');
      return serve(context, started, password, { adopted: false, keep: true });
    }
    said = started.said;
  }
  throw new EmbeddedError(`The embedded PostgreSQL does not start; it said (${layout.logFile}):\n${said}`);
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

async function adopt(context: ServerContext, running: Postmaster, password: string): Promise<Embedded> {
  const { layout, log } = context;
  await checkDataDirectory(layout, running, password);
  const keeper = Number(readText(layout.keeperFile)?.split(' ')[0] ?? 0);
  // The process that would have stopped the server is dead: without an heir the server would live on for ever.
  const keep = keeper === 0 || !isAlive(keeper);
  log.info(
    { port: running.port, folder: layout.folder, keep },
    'the embedded PostgreSQL was running already',
  );
  return serve(context, running, password, { adopted: true, keep });
}

async function serve(
  context: ServerContext,
  { port }: Postmaster,
  password: string,
  { adopted, keep }: { adopted: boolean; keep: boolean },
): Promise<Embedded> {
  const mark = `${process.pid} ${randomBytes(8).toString('hex')}`;
  if (keep) await writeKeeper(context.layout, mark);
  const superuserUrl = urlOf(SUPERUSER, password, port, 'postgres');
  try {
    await ensureDatabase(superuserUrl, password);
  } catch (error) {
    // Nobody would stop it later.
    await stopAsKeeper(context, mark);
    const { folder, passwordFile } = context.layout;
    const said = error instanceof Error ? error.message : String(error);
    throw new EmbeddedError(
      `The embedded PostgreSQL on ${folder} runs, but cannot be used: ${said}. Its password is in ${passwordFile}.`,
      { cause: error },
    );
  }
  let stopping: Promise<void> | undefined;
  const stop = () => {
    stopping ??= stopAsKeeper(context, mark);
    return stopping;
  };
  return { url: urlOf(OWNER, password, port, DATABASE), superuserUrl, adopted, stop };
}

async function stopAsKeeper(context: ServerContext, mark: string): Promise<void> {
  if (readText(context.layout.keeperFile) !== mark) return;
  await stopServer(context);
  await rm(context.layout.keeperFile, { force: true });
  context.log.info({}, 'the embedded PostgreSQL has stopped');
}

async function writeKeeper({ keeperFile }: Layout, mark: string): Promise<void> {
  const aside = `${keeperFile}.${mark.replace(' ', '-')}`;
  await writeFile(aside, mark, { mode: 0o600 });
  await rename(aside, keeperFile);
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
