import { parseDatabaseUrl, type Place as Server } from '../config/database_url.ts';
import { codeOf, messageOf } from '../telemetry/error_text.ts';
import { maskSecrets } from '../telemetry/mask_secrets.ts';

/** Oldest PostgreSQL this program is tested with, as `server_version_num`. */
const OLDEST_SERVER_VERSION = 150_000;

/** Why a server cannot be used; stable, for programs. */
export type ConnectionProblem =
  | 'WRONG_URL'
  | 'UNREACHABLE'
  | 'WRONG_PASSWORD'
  | 'NOT_ALLOWED'
  | 'UNKNOWN_DATABASE'
  | 'NOT_READY'
  | 'TOO_MANY_CONNECTIONS'
  | 'TLS'
  | 'POOLED'
  | 'SESSION'
  | 'OLD_VERSION';

/** The database cannot be used: one sentence for what is wrong, one for what to do; never a password. */
export class ConnectionError extends Error {
  override readonly name = 'ConnectionError';
  readonly problem: ConnectionProblem;

  constructor(problem: ConnectionProblem, message: string, cause?: unknown) {
    super(message, { cause });
    this.problem = problem;
  }
}

type Place = {
  /** Host and port of each. */
  readonly servers: string;
  readonly database: string;
  readonly user: string;
};
type Explanation = readonly [ConnectionProblem, (place: Place, said: string) => string];

const unreachable: Explanation = [
  'UNREACHABLE',
  (at, said) =>
    `No PostgreSQL answers at ${at.servers} (${said}). Start it, or correct host and port in DATABASE_URL.`,
];
const wrongPassword: Explanation = [
  'WRONG_PASSWORD',
  (at) =>
    `PostgreSQL at ${at.servers} refused the password of user "${at.user}". Correct it in DATABASE_URL ` +
    '(characters such as @ : / % must be percent-encoded).',
];

const notReady: Explanation = [
  'NOT_READY',
  (at, said) => `PostgreSQL at ${at.servers} is not ready (${said}). Try again in a moment.`,
];

const pooled: Explanation = [
  'POOLED',
  (at) =>
    `A connection pooler answers at ${at.servers}, and sessions of the server itself are needed: to listen, to hold ` +
    'locks, to have a role. Set DATABASE_DIRECT_URL to the PostgreSQL server behind it.',
];

const BY_CODE: Readonly<Record<string, Explanation>> = {
  ECONNREFUSED: unreachable,
  ECONNRESET: unreachable,
  ENOTFOUND: unreachable,
  EAI_AGAIN: unreachable,
  ETIMEDOUT: unreachable,
  EHOSTUNREACH: unreachable,
  ENETUNREACH: unreachable,
  ENOENT: unreachable,
  EACCES: unreachable,
  '28P01': wrongPassword,
  '28000': [
    'NOT_ALLOWED',
    (at, said) =>
      `PostgreSQL at ${at.servers} does not let user "${at.user}" in (${said}). ` +
      'Correct the user in DATABASE_URL, or allow it in pg_hba.conf.',
  ],
  '3D000': [
    'UNKNOWN_DATABASE',
    (at) =>
      `There is no database "${at.database}" at ${at.servers}. ` +
      `Create it (create database "${at.database}";) or correct its name in DATABASE_URL.`,
  ],
  '57P01': notReady,
  '57P03': notReady,
  '53300': [
    'TOO_MANY_CONNECTIONS',
    (at) =>
      `PostgreSQL at ${at.servers} has no connection left. ` +
      'Raise max_connections, run fewer processes, or put a pooler in front (see DATABASE_DIRECT_URL).',
  ],
};

/** Where a code is missing or says too little, the message is the only mark. */
const BY_MESSAGE: readonly (readonly [RegExp, Explanation])[] = [
  [/^unsupported startup parameter/, pooled],
  [/^invented process number/, pooled],
  [/^SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be/, wrongPassword],
  [/was silent for/, notReady],
  [/timeout (exceeded|expired)|connection timeout/i, unreachable],
  [/Connection terminated unexpectedly/, unreachable],
  [
    /SSL|TLS|certificate/i,
    [
      'TLS',
      (at, said) =>
        `No encrypted connection to ${at.servers} (${said}). Correct sslmode or its certificates in DATABASE_URL.`,
    ],
  ],
];

/**
 * Turns what a failed connection threw into a sentence and what to do.
 * @param server which of the servers of the URL it was, where only one was asked
 * @returns null where the failure is not one of connecting: the caller then throws what it had
 */
export function explainConnectionError(error: unknown, url: string, server?: Server): ConnectionError | null {
  const at = placeOf(url, server);
  const said = messageOf(error);
  // It has its sentence already.
  if (error instanceof ConnectionError) return error;
  if (at === null) return wrongUrl(url);
  const found = BY_CODE[codeOf(error)] ?? BY_MESSAGE.find(([pattern]) => pattern.test(said))?.[1];
  if (found === undefined) return null;
  const [problem, sentence] = found;
  return new ConnectionError(problem, sentence(at, said), error);
}

/** What is said of a text that is no PostgreSQL URL. */
export function wrongUrl(url: string): ConnectionError {
  const read = parseDatabaseUrl(url);
  const must = 'mustBe' in read ? read.mustBe : 'another one';
  const shown = JSON.stringify(maskSecrets(url));
  return new ConnectionError('WRONG_URL', `DATABASE_URL must be ${must}; it was ${shown}.`);
}

/**
 * Whether an error is about the way to the server, or the state it is in (SQLSTATE classes 08, 53, 55 and 57), and not about what
 * was asked: the same again may go well.
 */
export function isPassing(error: unknown): boolean {
  const code = codeOf(error);
  return !/^[0-9A-Z]{5}$/.test(code) || /^(08|53|55|57)/.test(code);
}

/** Whether what was asked cannot be stored (SQLSTATE classes 22 and 23): the same again fails again. */
export function isUnstorable(error: unknown): boolean {
  return /^2[23][0-9A-Z]{3}$/.test(codeOf(error));
}

/** What drivers say without a code when the way to the server broke. */
const LOST =
  /timeout (exceeded|expired)|connection timeout|Connection terminated|was silent for|not queryable/i;

/** Whether a statement came after its pool was ended: the process is stopping, and the client's connection is closed already. */
export function isStopping(error: unknown): boolean {
  return messageOf(error) === 'Cannot use a pool after calling end on the pool';
}

/**
 * Whether the database could not answer, whatever was asked: not reached, lost, full, shutting down, or out of time. Unlike
 * {@link isPassing} it says no to errors it does not know.
 */
export function isUnavailable(error: unknown): boolean {
  const code = codeOf(error);
  return (
    Object.hasOwn(BY_CODE, code) || /^(08|53|57)/.test(code) || (code === '' && LOST.test(messageOf(error)))
  );
}

/** Whether the database could make nothing of a value that it was given (SQLSTATE class 22), such as a text with a NUL in it. */
export function isBadValue(error: unknown): boolean {
  return /^22[0-9A-Z]{3}$/.test(codeOf(error));
}

/**
 * Judges `server_version_num` (such as 150018 for 15.18).
 * @returns null when the server is new enough
 */
export function judgeServerVersion(versionNumber: number): ConnectionError | null {
  if (versionNumber >= OLDEST_SERVER_VERSION) return null;
  const found = `${Math.floor(versionNumber / 10_000)}.${versionNumber % 10_000}`;
  return new ConnectionError(
    'OLD_VERSION',
    `The server is PostgreSQL ${found}; PostgreSQL ${OLDEST_SERVER_VERSION / 10_000} or newer is needed. ` +
      'Upgrade it, or unset DATABASE_URL to use the embedded server.',
  );
}

function placeOf(url: string, server?: Server): Place | null {
  const place = parseDatabaseUrl(url);
  if ('mustBe' in place) return null;
  const { places, user, database = user ?? '' } = place;
  const servers = (server ? [server] : places).map(serverName).join(', ');
  return { servers, database, user: user ?? '(none given)' };
}

/** How a server is called in messages. The colons of an IPv6 address stand in brackets, apart from that before the port. */
export function serverName({ host = 'localhost', port = 5432 }: Server): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}
