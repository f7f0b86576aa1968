import type pg from 'pg';
import { type DatabaseUrl, formatDatabaseUrl, type Place, parseDatabaseUrl } from '../config/database_url.ts';
import type { Patience } from './closing_client.ts';
import { ConnectionError, wrongUrl } from './connection_errors.ts';
import { given, PrimaryFinder } from './primary.ts';
import { tlsOf } from './tls.ts';

/**
 * Settings of each of our sessions, whatever the database, the role or the environment say. The first group ends sessions that
 * hang: TCP keepalive notices within 11 s that a client's machine or network is gone (the system's default is two hours), which frees
 * its locks, also the advisory lock by which others take a process for running; and no transaction of ours waits for its client, so one
 * that is idle in a transaction belongs to a process that hangs. The second keeps the server from ending sessions and statements that
 * must go on: the completion of a job, a connection that listens. The third is what node-postgres, PostGraphile and our functions
 * were written for: a date style other than ISO is read as null, for example.
 */
export const SESSION_SETTINGS = {
  idle_in_transaction_session_timeout: '10000',
  tcp_keepalives_idle: '5',
  tcp_keepalives_interval: '2',
  tcp_keepalives_count: '3',
  tcp_user_timeout: '10000',

  statement_timeout: '0',
  lock_timeout: '0',
  idle_session_timeout: '0',

  array_nulls: 'on',
  bytea_output: 'hex',
  datestyle: 'ISO,MDY',
  default_transaction_isolation: 'read committed',
  extra_float_digits: '1',
  intervalstyle: 'postgres',
  // To optimise what was compiled takes longer than any query of ours.
  jit_optimize_above_cost: '-1',
  row_security: 'on',
  search_path: 'public',
  standard_conforming_strings: 'on',
  timezone: 'UTC',
} as const;

/**
 * Of these what a transaction that reads can set for itself: for connections through a pooler, which takes no options and gives
 * each transaction another session.
 */
export const READ_SETTINGS: Readonly<Record<string, string>> = (() => {
  const { array_nulls, bytea_output, datestyle, extra_float_digits } = SESSION_SETTINGS;
  const { intervalstyle, jit_optimize_above_cost, row_security, search_path } = SESSION_SETTINGS;
  const { standard_conforming_strings, timezone } = SESSION_SETTINGS;
  return {
    ...{ array_nulls, bytea_output, datestyle, extra_float_digits, intervalstyle, jit_optimize_above_cost },
    ...{ row_security, search_path, standard_conforming_strings, timezone },
  };
})();

/** What a connection is for, beyond where it leads. */
export interface SessionOptions {
  /** What operators see in pg_stat_activity. */
  readonly applicationName: string;
  /** Whose rights the session has instead of the user's own. */
  readonly role?: string | undefined;
  /** The server gives a statement up after so many milliseconds. Never for graphile-worker's own pool. */
  readonly statementMs?: number | undefined;
  /** A statement that is not answered within so many milliseconds loses its connection; default: no limit. */
  readonly silenceMs?: number | undefined;
  /** What is committed may be lost when the server crashes, because it would be done again: no commit waits for the disk. */
  readonly isForgetful?: boolean | undefined;
  /** A transaction pooler answers: it takes no options, and what they would say has to be said in each transaction. */
  readonly isPooled?: boolean | undefined;
}

/** A connection that is not established within this time is given up, in milliseconds, unless the URL says another one. */
const CONNECT_TIMEOUT_MS = 10_000;

/** What asks several servers which of them is the primary. */
const FINDER_NAME = 'draft-orchestrator finder';

/** Settings that a URL may not change, besides those that we set: the session would not be what it has to be. */
const OURS = [
  ...Object.keys(SESSION_SETTINGS),
  ...['role', 'session_authorization', 'client_encoding', 'application_name', 'transaction_timeout'],
  ...['transaction_isolation', 'transaction_read_only', 'default_transaction_read_only'],
  ...['session_replication_role'],
];
/** Parameters that node-postgres takes out of a URL, and what they would do to a session of ours. */
const REFUSED_PARAMETERS = [
  ...['statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout', 'query_timeout'],
  'replication',
];
const TARGETS = ['any', 'read-write', 'primary'];
const UTF8 = /^(utf-?8|unicode|auto)$/i;

/**
 * How node-postgres connects to where a URL leads, as a session of ours. What the URL says about the session is merged: options
 * that we do not set are kept, ours are added, the name is ours.
 * @throws ConnectionError (WRONG_URL) where it is none, or asks for what contradicts; (TLS) where a certificate cannot be read
 */
export function sessionConfig(url: string, wanted: SessionOptions): pg.ClientConfig & Patience {
  const place = readUrl(url);
  const { user, password, database, parameters } = place;
  const ssl = tlsOf(parameters);
  const options = wanted.isPooled
    ? (parameters.get('options') ?? '')
    : joined(parameters, settingsOf(wanted));
  const config = {
    ...given(place),
    ...(user === undefined ? {} : { user }),
    ...(password === undefined ? {} : { password }),
    ...(database === undefined ? {} : { database }),
    ssl,
    ...negotiationOf(parameters, ssl),
    ...(options === '' ? {} : { options }),
    application_name: wanted.applicationName,
    client_encoding: 'UTF8',
    connectionTimeoutMillis: Number(parameters.get('connect_timeout') ?? 0) * 1_000 || CONNECT_TIMEOUT_MS,
    keepAlive: true,
    silenceMs: wanted.silenceMs,
  };
  return place.places.length === 1 ? config : { ...config, findServer: finderOf(url, place, config) };
}

/** One for each URL, for all pools: what one has found out holds for the others. */
const finders = new Map<string, PrimaryFinder>();

function finderOf(url: string, { places }: DatabaseUrl, config: pg.ClientConfig): () => Promise<Place> {
  const finder =
    finders.get(url) ?? new PrimaryFinder(places, { ...config, application_name: FINDER_NAME }, url);
  finders.set(url, finder);
  return () => finder.find();
}

/**
 * The same URL for a program that makes its own connections from it: their sessions have the name and the settings of ours. How long
 * they wait for a silent server is up to that program.
 * @throws ConnectionError (WRONG_URL) where it is none, or asks for what contradicts
 */
export function sessionUrl(url: string, applicationName: string): string {
  const place = readUrl(url);
  const {
    options: _,
    target_session_attrs: __,
    sslrootcert,
    ...others
  } = Object.fromEntries(place.parameters);
  return formatDatabaseUrl(place, {
    ...others,
    // Other programs would look for a file of that name; without one they take the certificates that Node.js knows.
    ...(sslrootcert === undefined || sslrootcert === 'system' ? {} : { sslrootcert }),
    ...(sslrootcert === 'system' ? { sslmode: 'verify-full' } : {}),
    ...(others['sslmode'] === 'disable' ? { sslnegotiation: 'postgres' } : {}),
    application_name: applicationName,
    options: joined(place.parameters, settingsOf({ applicationName })),
  });
}

/** The settings of a session; names as PostgreSQL folds them, values as it takes them. */
export function settingsOf({ role, statementMs, isForgetful }: SessionOptions): Record<string, string> {
  return {
    ...SESSION_SETTINGS,
    ...(isForgetful ? { synchronous_commit: 'off' } : {}),
    ...(role === undefined ? {} : { role }),
    ...(statementMs === undefined ? {} : { statement_timeout: String(statementMs) }),
  };
}

function joined(parameters: DatabaseUrl['parameters'], settings: Record<string, string>): string {
  const ours = Object.entries(settings).map(([name, value]) => `-c ${name}=${escaped(value)}`);
  const theirs = parameters.get('options') ?? '';
  return (theirs === '' ? ours : [theirs, ...ours]).join(' ');
}

/** In options a space ends a setting. */
function escaped(value: string): string {
  return value.replace(/[\\ ]/g, '\\$&');
}

function readUrl(url: string): DatabaseUrl {
  const place = parseDatabaseUrl(url);
  if ('mustBe' in place) throw wrongUrl(url);
  const refused = REFUSED_PARAMETERS.find((name) => place.parameters.has(name));
  if (refused !== undefined) throw contradiction(refused, 'a parameter');
  const target = place.parameters.get('target_session_attrs') ?? 'any';
  if (!TARGETS.includes(target)) {
    throw new ConnectionError(
      'WRONG_URL',
      `target_session_attrs in DATABASE_URL must be one of ${TARGETS.join(', ')}: of several hosts the primary is taken in any case.`,
    );
  }
  const encoding = place.parameters.get('client_encoding') ?? place.parameters.get('encoding') ?? 'utf8';
  if (!UTF8.test(encoding)) throw contradiction('client_encoding', 'a parameter');
  for (const [name, value] of settingsIn(place.parameters.get('options') ?? '')) {
    const own = name in SESSION_SETTINGS ? SESSION_SETTINGS[name as keyof typeof SESSION_SETTINGS] : null;
    if (OURS.includes(name) && !isSame(value, own)) throw contradiction(name, 'an option');
  }
  return place;
}

/** What options set: `-c name=value`, `-cname=value`, `--name=value`. Others, such as those for a proxy, are left alone. */
function settingsIn(options: string): [name: string, value: string][] {
  const words = options.match(/(?:\\.|[^\s\\])+/g) ?? [];
  return words.flatMap((word, index): [string, string][] => {
    const setting = words[index - 1] === '-c' ? word : /^(?:-c|--)(.+)$/.exec(word)?.[1];
    if (setting === undefined) return [];
    const [name = '', ...value] = setting.replace(/\\(.)/g, '$1').split('=');
    return [[name.toLowerCase().replaceAll('-', '_'), value.join('=')]];
  });
}

function isSame(value: string, own: string | null): boolean {
  const plain = (text: string) => text.replace(/\s/g, '').toLowerCase();
  return own !== null && plain(value) === plain(own);
}

function contradiction(name: string, what: string): ConnectionError {
  return new ConnectionError(
    'WRONG_URL',
    `DATABASE_URL sets ${name} (as ${what}), which this program sets itself for every session. Remove it from the URL: ` +
      'docs/operations.md, "What we set in every session".',
  );
}

/** Where nothing is encrypted there is nothing to negotiate, whatever PGSSLNEGOTIATION says. */
function negotiationOf(
  parameters: DatabaseUrl['parameters'],
  ssl: ReturnType<typeof tlsOf>,
): { sslnegotiation?: 'direct' | 'postgres' } {
  const negotiation = ssl === false ? 'postgres' : parameters.get('sslnegotiation');
  return negotiation === 'direct' || negotiation === 'postgres' ? { sslnegotiation: negotiation } : {};
}
