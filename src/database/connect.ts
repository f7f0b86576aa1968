import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import type { Log } from '../telemetry/log.ts';
import { countPool } from '../telemetry/pools.ts';
import { type ClientBehaviour, ClosingClient } from './closing_client.ts';
import { explainConnectionError, judgeServerVersion } from './connection_errors.ts';
import { KeepingPool } from './keeping_pool.ts';
import { type SessionOptions, sessionConfig } from './session.ts';
import { checkSession } from './session_check.ts';
import { watchTimeline } from './timelines.ts';

export { SILENCE_MS } from './closing_client.ts';
export { ConnectionError } from './connection_errors.ts';

/** A pool of connections, for callers that may not import pg themselves. */
export type ConnectionPool = pg.Pool;

/**
 * Longer than the pauses in a draft: a new session compiles our functions with its first statement, which takes twenty times as long as the
 * ones after it, and a burst that finds the pool closed begins as many of them at once.
 */
const IDLE_TIMEOUT_MS = 600_000;

/** How a pool is made; `max` is its number of connections. */
export interface PoolSettings extends SessionOptions {
  readonly max: number;
  /** Whether calls of our functions are prepared: where a connection is a session of the server, not of a pooler. */
  readonly prepares?: boolean;
  readonly log: Log;
}

/** What is known of a pool of ours. */
interface Known {
  readonly wanted: SessionOptions;
  /** Connections whose sockets are open. */
  readonly open: Set<ClosingClient>;
  /** Ends that the metrics count it. */
  readonly uncount: () => void;
}

const known = new WeakMap<pg.Pool, Known>();

/** Connections of this process whose sockets are open, of all its pools, by the server to which they lead. */
const openTo = new Map<string, Set<ClosingClient>>();

function openToServer({ host, port }: pg.PoolConfig): Set<ClosingClient> {
  const server = `${host}:${port}`;
  const open = openTo.get(server) ?? new Set();
  openTo.set(server, open);
  return open;
}

/**
 * A pool whose broken connections are logged instead of ending the process: pg emits 'error' on the pool for idle
 * clients and on a client that is checked out, and either without a listener is an uncaught exception.
 * There is no statement or lock timeout unless asked for: either would break graphile-worker's completions.
 * Where one connection is closed because the server is silent, the idle ones of all pools that received nothing since are closed too: their
 * way to the server is the same, and the next query on each would wait as long.
 * @throws ConnectionError (WRONG_URL, TLS) at once; whether a server answers is {@link checkServer}'s question
 */
export function createConnectionPool(url: string, { max, log, prepares, ...wanted }: PoolSettings): pg.Pool {
  const open = new Set<ClosingClient>();
  const session = sessionConfig(url, wanted);
  const neighbours = openToServer(session);
  const settings: pg.PoolConfig & ClientBehaviour = {
    ...session,
    prepares,
    onSilence: (since) => {
      for (const client of neighbours) client.giveUpIfIdleSince(since);
    },
    Client: ClosingClient,
    max,
    idleTimeoutMillis: IDLE_TIMEOUT_MS,
    // Behind a transaction pooler a connection is no session of one server.
    ...(wanted.isPooled ? {} : { onConnect: watchTimeline(log) }),
  };
  const pool = new KeepingPool(settings);
  const { applicationName } = wanted;
  const onError = (error: Error) => log.warn({ err: error, applicationName }, 'a database connection broke');
  known.set(pool, { wanted, open, uncount: countPool(pool, applicationName ?? 'unnamed') });
  pool.on('error', onError);
  pool.on('connect', (client) => {
    if (client instanceof ClosingClient) for (const set of [open, neighbours]) set.add(client);
    client.on('error', onError);
  });
  pool.on('remove', (client) => {
    if (client instanceof ClosingClient) for (const set of [open, neighbours]) set.delete(client);
  });
  return pool;
}

/**
 * Ends a pool and waits until its sockets are closed: `pool.end()` alone resolves earlier.
 * Waits for clients that are checked out; the pool must come from {@link createConnectionPool}.
 */
export async function endConnectionPool(pool: pg.Pool): Promise<void> {
  const { open = new Set(), uncount } = known.get(pool) ?? {};
  uncount?.();
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
 * Makes sure that a server answers, lets us in, is new enough, and gives us the sessions that we asked for.
 * @param pool made by {@link createConnectionPool}
 * @param url where it leads, for the explanation only
 * @throws ConnectionError with one sentence for what is wrong and one for what to do
 */
export async function checkServer(pool: pg.Pool, url: string): Promise<void> {
  const answer = await query(pool, url);
  const old = judgeServerVersion(Number(answer.server_version_num));
  if (old !== null) throw old;
  const wanted = known.get(pool)?.wanted;
  if (wanted !== undefined) await checkSession(pool, wanted, url);
}

/**
 * Which of these pools do not answer right now, by the names of their connections. One that has answered something within the limit
 * is well, also where all its connections are busy.
 * @param withinMs how long each may take, in milliseconds
 */
export async function findSilent(pools: readonly pg.Pool[], withinMs: number): Promise<string[]> {
  const asked = pools.map(async (pool) => {
    const late = new AbortController();
    const answers = await Promise.race([
      pool.query('select').then(
        () => true,
        () => false,
      ),
      sleep(withinMs, false, { ref: false, signal: late.signal }).catch(() => false),
    ]);
    late.abort();
    return answers || hasAnsweredSince(pool, performance.now() - withinMs) ? [] : [nameOf(pool)];
  });
  return (await Promise.all(asked)).flat();
}

function hasAnsweredSince(pool: pg.Pool, since: number): boolean {
  return [...(known.get(pool)?.open ?? [])].some((client) => client.heardAt >= since);
}

function nameOf(pool: pg.Pool): string {
  return known.get(pool)?.wanted.applicationName ?? 'a pool';
}

/**
 * Makes sure that a pool's connections are sessions of the server. A pooler in transaction mode hands each statement to another
 * session: LISTEN receives no notifications there, and a lock of the session can be released by another client.
 * @throws ConnectionError (POOLED), or what {@link checkServer} throws where we may not connect
 */
export async function checkDirect(pool: pg.Pool, url: string): Promise<void> {
  const client: pg.PoolClient & { processID?: number } = await pool.connect().catch((error: unknown) => {
    throw explainConnectionError(error, url) ?? error;
  });
  try {
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
    // A pooler sends its clients a process number of its own making.
    if (rows[0]?.pid !== client.processID) {
      throw explainConnectionError(new Error('invented process number'), url);
    }
  } finally {
    client.release();
  }
}

async function query(pool: pg.Pool, url: string): Promise<{ server_version_num: string }> {
  try {
    const { rows } = await pool.query<{ server_version_num: string }>('show server_version_num');
    const [row] = rows;
    if (row === undefined) throw new Error('the server did not tell its version');
    return row;
  } catch (error) {
    throw explainConnectionError(error, url) ?? error;
  }
}
