import { parameterProblem } from './url_parameters.ts';

/** Where a server is. Undefined: the URL does not say it. */
export interface Place {
  /** A host name, an address, or the folder of a socket (it begins with "/"). */
  readonly host: string | undefined;
  readonly port: number | undefined;
}

/** What a PostgreSQL URL says, decoded. Undefined: it does not say it. Host and port are those of the first place. */
export interface DatabaseUrl extends Place {
  /** At least one. Several: a primary and its standbys. */
  readonly places: readonly Place[];
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
const ENCODED =
  'a PostgreSQL URL whose password is percent-encoded: / is written %2F, ? is %3F, @ is %40 and % is %25';
const HIGHEST_PORT = 65_535;
const MOST_PLACES = 16;
/** Scheme, user and password, hosts and ports, database, parameters. "#" is an ordinary character, as it is for psql. */
const PARTS = /^postgres(?:ql)?:\/\/(?:([^/?]*)@)?([^/?]*)(?:\/([^?]*))?(?:\?(.*))?$/s;
/** One of the hosts, and its port. */
const PLACE = /^(\[[^\]]*\]|[^:]*)(?::(.*))?$/s;

/**
 * Reads a PostgreSQL URL as psql does. Unlike WHATWG's URL it knows a user without a host (`postgres://u:p@/db?host=/dir`) and
 * "#" in the name of a database. A "%" that begins no escape stands for itself.
 */
export function parseDatabaseUrl(text: string): DatabaseUrl | WrongUrl {
  const found = PARTS.exec(text.trim());
  if (found === null) return { mustBe: SHAPE };
  const [, login, authority = '', path, query] = found;
  const parameters = readParameters(query ?? '');
  const take = (name: string): string | undefined => {
    const value = parameters.get(name);
    parameters.delete(name);
    return value || undefined;
  };
  const [userPart, passwordPart] = splitOnce(login ?? '', ':');
  const hostAddress = take('hostaddr');
  const places = placesOf(authority, { hosts: take('host'), ports: take('port'), address: hostAddress });
  if ('mustBe' in places) {
    // A slash or a question mark ended the password: what follows it still has the "@" before the host.
    return `${path}?${query}`.includes('@') ? { mustBe: ENCODED } : places;
  }
  const [first] = places;
  if (!first || `${decode(text)}`.includes('\0')) return { mustBe: SHAPE };
  if (places.length > MOST_PLACES) return { mustBe: `a URL of at most ${MOST_PLACES} hosts` };
  const problem = parameterProblem(parameters);
  if (problem !== null) return { mustBe: problem };
  return {
    ...first,
    places,
    user: take('user') ?? (decode(userPart) || undefined),
    password: take('password') ?? (decode(passwordPart ?? '') || undefined),
    database: take('dbname') ?? (decode(path ?? '') || undefined),
    parameters,
  };
}

/** Where the servers are; or what is wrong with that. Parameters take precedence; one port is that of all hosts, as for psql. */
function placesOf(
  authority: string,
  { hosts, ports, address }: Record<'hosts' | 'ports' | 'address', string | undefined>,
): Place[] | WrongUrl {
  const said = authority.split(',').map((each) => PLACE.exec(each) ?? []);
  const names = hosts?.split(',') ?? said.map(([, host = '']) => decode(host.replace(/^\[(.*)\]$/, '$1')));
  const numbers = ports?.split(',') ?? said.map(([, , port = '']) => port);
  const wrong = numbers.find((port) => !/^\d*$/.test(port) || Number(port) > HIGHEST_PORT);
  // What is no number may be a part of a password.
  if (wrong !== undefined && /^\d+$/.test(wrong))
    return { mustBe: `a URL whose port is at most ${HIGHEST_PORT}, and not ${wrong}` };
  if (wrong !== undefined || (numbers.length > 1 && numbers.length !== names.length))
    return { mustBe: SHAPE };
  const places = names.map((name, at): Place => {
    const port = numbers.length === 1 ? numbers[0] : numbers[at];
    return {
      host: name || (names.length === 1 ? address : undefined),
      port: port === undefined || port === '' ? undefined : Number(port),
    };
  });
  const isAmbiguous = places.length > 1 && places.some(({ host }) => host === undefined);
  return isAmbiguous ? { mustBe: SHAPE } : places;
}

/**
 * Writes a URL that WHATWG's parser and node-postgres read alike, for programs that connect by themselves: to the first host, since they
 * know only one.
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

/** A URL of its own for each host of a URL. */
export function urlsOf(text: string): string[] {
  const url = parseDatabaseUrl(text);
  if ('mustBe' in url) return [];
  const { target_session_attrs: _, ...parameters } = Object.fromEntries(url.parameters);
  return url.places.map((place) => formatDatabaseUrl({ ...url, ...place }, parameters));
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
