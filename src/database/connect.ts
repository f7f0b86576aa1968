import pg from 'pg';
import type { Log } from '../telemetry/log.ts';
import { ClosingClient, type Patience } from './closing_client.ts';
import { type ConnectionError, explainConnectionError, judgeServerVersion } from './connection_errors.ts';

export { ConnectionError } from './connection_errors.ts';

/** A pool of connections, for callers that may not import pg themselves. */
export type Pool = pg.Pool;

/**
 * What each of our sessions asks of the server. A peer that vanished without a word (its machine, or the way there) is noticed
 * within 11 s, and with it its locks and its place among the living are freed; the system's default is two hours. No transaction
 * of ours waits for its client, so one that does is held by somebody who hangs.
 */
export const SESSION_OPTIONS = [
  'idle_in_transaction_session_timeout=10000',
  'tcp_keepalives_idle=5',
  'tcp_keepalives_interval=2',
  'tcp_keepalives_count=3',
  'tcp_user_timeout=10000',
]
  .map((setting) => `-c ${setting}`)
  .join(' ');

/** The same URL, for whoever makes its own pool from it: its sessions ask for the same. Options it has already come last. */
export function withSessionOptions(url: string): string {
  const changed = new URL(url);
  const own = changed.searchParams.get('options');
  changed.searchParams.set('options', own === null ? SESSION_OPTIONS : `${SESSION_OPTIONS} ${own}`);
  return changed.href;
}

/** No statement of the clock or the API takes that long: the connection is dead, or the server behind it is. */
export const SILENCE_MS = 10_000;

const CONNECT_TIMEOUT_MS = 10_000;
const IDLE_TIMEOUT_MS = 30_000;

/** How a pool is made; `max` is its number of connections, `role` whose rights they have instead of the user's own. */
export type PoolSettings = {
  readonly max: number;
  readonly applicationName: string;
  readonly log: Log;
  readonly role?: string;
  /** A statement that is not answered within so many milliseconds loses its connection; unless told, any may last. */
  readonly silenceMs?: number;
  /** The server itself gives a statement up after so many milliseconds. Never for graphile-worker's own pool. */
  readonly statementMs?: number;
};

/** Connections of each pool whose sockets are open, for {@link endPool}. */
const openClients = new WeakMap<pg.Pool, Set<pg.ClientBase>>();

/**
 * A pool whose broken connections are logged instead of ending the process: pg emits 'error' on the pool for idle
 * clients and on a client that is checked out, and either without a listener is an uncaught exception.
 * There is no statement or lock timeout unless asked for: either would break graphile-worker's completions.
 * @throws ConnectionError (WRONG_URL) at once; whether a server answers is {@link checkServer}'s question
 */
export function createPool(
  url: string,
  { max, applicationName, log, role, silenceMs, statementMs }: PoolSettings,
): pg.Pool {
  const wrong = explainWrongUrl(url);
  if (wrong !== null) throw wrong;
  const settings: pg.PoolConfig & Patience = {
    connectionString: url,
    silenceMs,
    Client: ClosingClient,
    max,
    application_name: applicationName,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    idleTimeoutMillis: IDLE_TIMEOUT_MS,
    keepAlive: true,
    options: [
      SESSION_OPTIONS,
      ...(role === undefined ? [] : [`-c role=${role.replace(/[\\ ]/g, '\\$&')}`]),
      ...(statementMs === undefined ? [] : [`-c statement_timeout=${statementMs}`]),
    ].join(' '),
  };
  const pool = new pg.Pool(settings);
  const onError = (error: Error) => log.warn({ err: error, applicationName }, 'a database connection broke');
  const open = new Set<pg.ClientBase>();
  openClients.set(pool, open);
  pool.on('error', onError);
  pool.on('connect', (client) => {
    open.add(client);
    client.on('error', onError);
  });
  pool.on('remove', (client) => open.delete(client));
  return pool;
}

/**
 * Ends a pool and waits until its sockets are closed: `pool.end()` alone resolves earlier.
 * Waits for clients that are checked out; the pool must come from {@link createPool}.
 */
export async function endPool(pool: pg.Pool): Promise<void> {
  const open = openClients.get(pool) ?? new Set();
  const allClosed = new Promise<void>((resolve) => {
    const whenNoneIsLeft = () => {
      if (open.size === 0) resolve();
    };
    pool.on('remove', whenNoneIsLeft);
    whenNoneIsLeft();
  });
  await Promise.all([pool.end(), allClosed]);
}

/**
 * Makes sure that a server answers, lets us in and is new enough.
 * @param server a pool, or a client that is connected or not
 * @param url where it leads, for the explanation only
 * @throws ConnectionError with one sentence for what is wrong and one for what to do
 */
export async function checkServer(server: pg.Pool | pg.ClientBase, url: string): Promise<void> {
  const answer = await query(server, url);
  const old = judgeServerVersion(Number(answer.server_version_num));
  if (old !== null) throw old;
}

/**
 * Makes sure that a pool's connections are sessions of the server. A pooler in transaction mode hands each statement to another
 * one: what listens there hears nothing, and a lock of the session is anybody's.
 * @throws ConnectionError (POOLED)
 */
export async function checkDirect(pool: pg.Pool, url: string): Promise<void> {
  const client: pg.PoolClient & { processID?: number } = await pool.connect();
  try {
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
    // A pooler invents the number that it tells its clients.
    if (rows[0]?.pid !== client.processID) {
      throw explainConnectionError(new Error('invented process number'), url);
    }
  } finally {
    client.release();
  }
}

async function query(server: pg.Pool | pg.ClientBase, url: string): Promise<{ server_version_num: string }> {
  try {
    const { rows } = await server.query<{ server_version_num: string }>('show server_version_num');
    const [row] = rows;
    if (row === undefined) throw new Error('the server did not tell its version');
    return row;
  } catch (error) {
    throw explainConnectionError(error, url) ?? error;
  }
}

function explainWrongUrl(url: string): ConnectionError | null {
  return /^postgres(ql)?:\/\//.test(url) && URL.canParse(url) ? null : explainConnectionError(null, url);
}
