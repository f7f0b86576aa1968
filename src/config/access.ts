import ipaddr from 'ipaddr.js';
import proxyAddr from 'proxy-addr';
import { z } from 'zod';

const URL_RULE = 'a URL such as https://draft.example.org';
const COUNT_RULE = 'a whole number from 1 to 1000000';
const SECONDS_RULE = 'a number of seconds from 0.05 to 86400, such as 5 or 0.5';

/** Who may come in, and how often: the environment as it is written. */
export const accessEnvironment = {
  AUTH_JWKS_URL: z.string().refine(isWebUrl, URL_RULE).optional(),
  AUTH_ISSUER: z.string().max(500, 'at most 500 characters').optional(),
  AUTH_AUDIENCE: z.string().optional(),
  AUTH_OPERATOR_CLAIM: z
    .string()
    .regex(/^[^=]+=[^=]+$/, 'a claim and its value, such as role=operator')
    .default('role=operator'),
  PUBLIC_URL: z
    .string()
    .refine(isBeginOfLinks, `${URL_RULE}, a host of its own without a user name, path, "?" and "#"`)
    .optional(),
  ALLOWED_ORIGINS: z
    .string()
    .transform(listed)
    .refine(
      (origins) => origins.every(isOrigin),
      'origins such as https://board.example.org, with commas, and no "/" at their ends',
    )
    .default([]),
  TRUSTED_PROXIES: z
    .string()
    .transform(listed)
    .refine(
      areProxies,
      'addresses, networks such as 10.0.0.0/8, or loopback, linklocal, uniquelocal, with commas',
    )
    .default([]),
  ENDPOINT_NETWORKS: z
    .string()
    .transform(listed)
    .refine(areNetworks, 'addresses and networks such as 10.0.0.0/8 or ::1, with commas')
    .default([]),
  NATS_URL: z
    .string()
    .refine((url) => /^(nats|tls):\/\/[^\s/]+$/.test(url), 'a URL such as nats://nats.example.org:4222')
    .optional(),
  EXPLORER: z.enum(['on', 'off'], 'on or off').optional(),
  PERSISTED_OPERATIONS: z.string().optional(),
  MUTATIONS_PER_MINUTE: count().default(600),
  DRAFTS_PER_HOUR: count().default(30),
  LEAST_SECONDS_PER_PICK: seconds().default(1),
  CONNECTIONS_PER_ADDRESS: count().default(256),
  REQUESTS_PER_SECOND: count().default(100),
  STREAMS_PER_PERSON: count().default(64),
  WORK_PER_PERSON: count().default(2_000),
  WORK_PER_ADDRESS: count().default(6_000),
  VISITOR_QUERIES: z.enum(['any', 'known'], 'any or known').default('any'),
};

/** An identity provider whose tokens are taken. */
export interface ProviderConfig {
  /** Where its public keys are. */
  readonly jwksUrl: string;
  /** The claim "iss" that its tokens must have. */
  readonly issuer: string;
  /** The claim "aud" that its tokens must have: this service. */
  readonly audience: string;
  /** The claim that makes an operator: its name, and the value it must be or contain. */
  readonly operatorClaim: readonly [name: string, value: string];
}

/** Who may come in, and how often. */
export interface AccessConfig {
  /** Undefined: no tokens but our own. */
  readonly provider: ProviderConfig | undefined;
  /** Where browsers reach the service; undefined: wherever they say. */
  readonly publicUrl: string | undefined;
  /** Pages of these origins may use the API in a browser, besides our own. */
  readonly allowedOrigins: readonly string[];
  /** Proxies whose X-Forwarded-For is believed: addresses, networks, or loopback, linklocal, uniquelocal. */
  readonly trustedProxies: readonly string[];
  /** Private networks that endpoints may be in; without one events go to public addresses only. */
  readonly endpointNetworks: readonly string[];
  /** Where NATS is, for endpoints of that kind; undefined: nowhere. */
  readonly natsUrl: string | undefined;
  /** Whether the schema can be asked for, and an editor is served. */
  readonly hasExplorer: boolean;
  /** A file with the only operations that are answered; undefined: all are. */
  readonly persistedOperations: string | undefined;
  readonly mutationsPerMinute: number;
  readonly draftsPerHour: number;
  /** The shortest clock that anybody but an operator can set, in seconds. */
  readonly leastSecondsPerPick: number;
  readonly connectionsPerAddress: number;
  readonly requestsPerSecond: number;
  readonly streamsPerPerson: number;
  /** Milliseconds of work that the service does for a person in ten seconds; all who are not signed in at an address are one. */
  readonly workPerPerson: number;
  /** The same for an address. */
  readonly workPerAddress: number;
  /** What is answered to who is not signed in: any query, or only the operations of the client and the persisted ones. */
  readonly visitorQueries: 'any' | 'known';
}

const environmentShape = z.object(accessEnvironment);
type Environment = z.infer<typeof environmentShape>;

/** Of the environment what says who may come in. `isProduction`: where nothing is said, nobody explores. */
export function accessConfig(values: Environment, isProduction: boolean): AccessConfig {
  const { AUTH_JWKS_URL: jwksUrl, AUTH_ISSUER: issuer, AUTH_AUDIENCE: audience } = values;
  const [name = '', value = ''] = values.AUTH_OPERATOR_CLAIM.split('=');
  return {
    provider:
      jwksUrl && issuer && audience ? { jwksUrl, issuer, audience, operatorClaim: [name, value] } : undefined,
    publicUrl: values.PUBLIC_URL === undefined ? undefined : new URL(values.PUBLIC_URL).origin,
    allowedOrigins: values.ALLOWED_ORIGINS,
    trustedProxies: values.TRUSTED_PROXIES,
    endpointNetworks: values.ENDPOINT_NETWORKS,
    natsUrl: values.NATS_URL,
    hasExplorer: values.EXPLORER === undefined ? !isProduction : values.EXPLORER === 'on',
    persistedOperations: values.PERSISTED_OPERATIONS,
    mutationsPerMinute: values.MUTATIONS_PER_MINUTE,
    draftsPerHour: values.DRAFTS_PER_HOUR,
    leastSecondsPerPick: values.LEAST_SECONDS_PER_PICK,
    connectionsPerAddress: values.CONNECTIONS_PER_ADDRESS,
    requestsPerSecond: values.REQUESTS_PER_SECOND,
    streamsPerPerson: values.STREAMS_PER_PERSON,
    workPerPerson: values.WORK_PER_PERSON,
    workPerAddress: values.WORK_PER_ADDRESS,
    visitorQueries: values.VISITOR_QUERIES,
  };
}

/** What is wrong between the variables, though each alone is right: sentences. */
export function accessProblems(given: Readonly<Record<string, string | undefined>>): string[] {
  const needed = ['AUTH_JWKS_URL', 'AUTH_ISSUER', 'AUTH_AUDIENCE'];
  const missing = needed.filter((name) => given[name] === undefined);
  if (missing.length === 0 || missing.length === needed.length) return [];
  return [
    `${needed.join(', ')} belong together; ${missing.join(' and ')} ${missing.length === 1 ? 'is' : 'are'} missing.`,
  ];
}

function count() {
  return z
    .string()
    .regex(/^\d{1,7}$/, COUNT_RULE)
    .transform(Number)
    .refine((value) => value >= 1 && value <= 1_000_000, COUNT_RULE);
}

function seconds() {
  return z
    .string()
    .regex(/^\d{1,5}(\.\d{1,3})?$/, SECONDS_RULE)
    .transform(Number)
    .refine((value) => value >= 0.05 && value <= 86_400, SECONDS_RULE);
}

function listed(text: string): string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function isWebUrl(value: string): boolean {
  return URL.canParse(value) && /^https?:$/.test(new URL(value).protocol);
}

/** Whether links are made by writing their path behind it. The room and its cookie are at the root of a host, and would not be found below a path. */
function isBeginOfLinks(value: string): boolean {
  if (!isWebUrl(value)) return false;
  const { username, password, pathname } = new URL(value);
  return username === '' && password === '' && pathname === '/' && !/[?#]/.test(value);
}

function isOrigin(value: string): boolean {
  return isWebUrl(value) && new URL(value).origin === value;
}

function areNetworks(networks: readonly string[]): boolean {
  return networks.every((network) => ipaddr.isValid(network) || isNetwork(network));
}

function isNetwork(text: string): boolean {
  try {
    ipaddr.parseCIDR(text);
    return true;
  } catch {
    return false;
  }
}

function areProxies(proxies: readonly string[]): boolean {
  try {
    proxyAddr.compile([...proxies]);
    return true;
  } catch {
    return false;
  }
}
