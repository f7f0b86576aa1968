/** What a PostgreSQL URL says, decoded. Undefined: it does not say it. */
export interface DatabaseUrl {
  /** A host name, an address, or the folder of a socket (it begins with "/"). */
  readonly host: string | undefined;
  readonly port: number | undefined;
  readonly user: string | undefined;
  readonly password: string | undefined;
  readonly database: string | undefined;
  /** The parameters after "?" that are none of the above. */
  readonly parameters: ReadonlyMap<string, string>;
}

/** Why a text is no URL that can be used: it completes the sentence "DATABASE_URL must be …". */
export interface WrongUrl {
  readonly mustBe: string;
}

const SHAPE = 'a PostgreSQL URL such as postgres://user:password@host:5432/database';
const HIGHEST_PORT = 65_535;
/** Scheme, user and password, host and port, database, parameters. "#" is an ordinary character, as it is for psql. */
const PARTS =
  /^postgres(?:ql)?:\/\/(?:([^/?]*)@)?(\[[^\]/?]*\]|[^/?:]*)(?::([^/?]*))?(?:\/([^?]*))?(?:\?(.*))?$/s;

/**
 * Reads a PostgreSQL URL as psql does. Unlike WHATWG's URL it knows a user without a host (`postgres://u:p@/db?host=/dir`) and
 * "#" in the name of a database. A "%" that begins no escape stands for itself.
 */
export function parseDatabaseUrl(text: string): DatabaseUrl | WrongUrl {
  const found = PARTS.exec(text.trim());
  if (found === null) return { mustBe: SHAPE };
  const [, login, hostPart = '', portPart, path, query] = found;
  const parameters = readParameters(query ?? '');
  const take = (name: string): string | undefined => {
    const value = parameters.get(name);
    parameters.delete(name);
    return value || undefined;
  };
  const [userPart, passwordPart] = splitOnce(login ?? '', ':');
  const hostAddress = take('hostaddr');
  const host = take('host') ?? (decode(hostPart.replace(/^\[(.*)\]$/, '$1')) || hostAddress);
  const port = take('port') ?? portPart;
  const url = {
    host,
    port: port === undefined || port === '' ? undefined : Number(port),
    user: take('user') ?? (decode(userPart) || undefined),
    password: take('password') ?? (decode(passwordPart ?? '') || undefined),
    database: take('dbname') ?? (decode(path ?? '') || undefined),
    parameters,
  };
  if (host?.includes(',') || port?.includes(',')) {
    return { mustBe: 'a URL of one host (for a failover: a DNS name or an address that moves)' };
  }
  if (port !== undefined && !/^\d{0,5}$/.test(port)) return { mustBe: SHAPE };
  if (Number(port ?? 0) > HIGHEST_PORT || `${decode(text)}`.includes('\0')) return { mustBe: SHAPE };
  return url;
}

/**
 * Writes a URL that WHATWG's parser and node-postgres read alike, for programs that connect by themselves.
 * @param parameters in the place of those that it has
 */
export function formatDatabaseUrl(url: DatabaseUrl, parameters: Readonly<Record<string, string>>): string {
  const { host = 'localhost', port, user = '', password, database = '' } = url;
  const isFolder = host.startsWith('/');
  const login = password === undefined ? user : `${encodeURIComponent(user)}:${encodeURIComponent(password)}`;
  const place = isFolder ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  // node-postgres decodes a database's name with decodeURI, which leaves escapes of reserved characters as they are.
  const name = encodeURI(database).replace(/[?#]/g, encodeURIComponent);
  const query = Object.entries({ ...parameters, ...(isFolder ? { host } : {}) })
    .map(([key, value]) => `${key}=${encodeURIComponent(value)}`)
    .join('&');
  return `postgres://${login === '' ? '' : `${login}@`}${place}${port === undefined ? '' : `:${port}`}/${name}${query && `?${query}`}`;
}

function readParameters(query: string): Map<string, string> {
  const pairs = query.split('&').filter((pair) => pair !== '');
  return new Map(
    pairs.map((pair) => {
      const [name, value = ''] = splitOnce(pair, '=');
      // psql takes "+" as it is; no option of a session has one, and clients of other languages write spaces so.
      return [decode(name), decode(name === 'options' ? value.replaceAll('+', ' ') : value)];
    }),
  );
}

function splitOnce(text: string, separator: string): [string, string | undefined] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + separator.length)];
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
