import type { AccessConfig } from '../config/access.ts';
import {
  type ConnectionPool,
  createConnectionPool,
  endConnectionPool,
  SILENCE_MS,
} from '../database/connect.ts';
import { withReadClient } from '../database/read_client.ts';
import { Replicas } from '../database/replicas.ts';
import { READ_SETTINGS } from '../database/session.ts';
import { Announcer } from '../events/announcer.ts';
import { Hub } from '../events/hub.ts';
import { Rooms } from '../events/rooms.ts';
import { Addresses } from '../http/limits/addresses.ts';
import { Connections } from '../http/limits/connections.ts';
import { Origins } from '../http/limits/origins.ts';
import { UnreadAnswers } from '../http/limits/unread_answers.ts';
import type { ExternalStrategies } from '../orchestrator/deliberations.ts';
import { TextReader } from '../players/text_reader.ts';
import { degraded } from '../telemetry/degraded.ts';
import type { Log } from '../telemetry/log.ts';
import { signals } from '../telemetry/signals.ts';
import { Identities } from './identity/identify.ts';
import { SignInLinks } from './identity/sign_in_links.ts';
import { ChangesAtOnce } from './limits/changes_at_once.ts';
import { pastReads } from './limits/past_reads.ts';
import { RateLimits } from './limits/rate_limits.ts';
import { RecentWriters } from './recent_writers.ts';
import type { ApiServices } from './services.ts';

/** Connections for the mutations: each call is one statement, so a few carry a lot. */
const MUTATION_CONNECTIONS = 10;
/** Connections for what PostGraphile reads. */
const READ_CONNECTIONS = 10;
/** Connections on which the hub reads for all followers, and those who come back catch up. */
const HUB_CONNECTIONS = 3;
/** Reads of past events at once: of each address, and of all; one connection is left for news. */
const PAST_READS = HUB_CONNECTIONS - 1;
/** A page of the room has two streams: its events and its company. All people of an address together have as many as its connections need. */
const STREAMS_PER_CONNECTION = 2;
/** A statement of the API is given up by the server before the connection is. */
const PATIENCE = { silenceMs: SILENCE_MS, statementMs: SILENCE_MS - 2_000 };

/** Standbys to read from. */
export interface ReplicaOptions {
  /** One for each; there may be none. */
  readonly urls: readonly string[];
  /** How old what is read there may be, in milliseconds. */
  readonly mostLagMs: number;
}

export interface LazyOptions {
  /** Straight to the server: mutations have a role of their own, and LISTEN needs a session. A pooler carries neither. */
  readonly directUrl: string | null;
  /** Where PostGraphile reads: the same, or a transaction pooler. */
  readonly readUrl: string | null;
  readonly apiRole: string;
  /** Standbys that what clients read may come from. */
  readonly replicas?: ReplicaOptions;
  /** Whose rights reading has; behind a pooler each transaction takes the role for itself. */
  readonly visitorRole: string;
  readonly authSecret: string | undefined;
  /** Strategies that are waited for; there are none unless told. */
  readonly strategies?: ExternalStrategies;
  readonly access: AccessConfig;
  readonly log: Log;
}

/** Services that a process ends when it stops. */
export interface ClosableServices extends ApiServices {
  /** Whether anybody could be told by a token: without a secret of ours and an identity provider nobody can. */
  readonly canIdentify: boolean;
  /** Ends every stream of events; none begins after it. */
  endStreams(): Promise<void>;
  /** Begins to ask the replicas how far behind they are; before that nothing is read from them. */
  watchReplicas(): void;
  /** Every pool of the API, those that are not connected yet included. */
  pools(): readonly ConnectionPool[];
  close(): Promise<void>;
}

/** The services of the API, connected on first use. */
export function lazyServices(options: LazyOptions): ClosableServices {
  const { apiRole, authSecret, access, log } = options;
  const { urls, mostLagMs } = options.replicas ?? { urls: [], mostLagMs: 0 };
  let pool: ConnectionPool | null = null;
  let readPool: ConnectionPool | null = null;
  let hubPool: ConnectionPool | null = null;
  let standbys: Replicas | null = null;
  let forgetReplicas = () => {};
  let hub: Hub | null = null;
  let rooms: Rooms | null = null;
  let announcer: Announcer | null = null;
  const connect = (max: number, applicationName: string) =>
    createConnectionPool(known(options.directUrl), {
      ...{ max, applicationName, prepares: true, log, role: apiRole },
      ...PATIENCE,
    });
  const db = () => {
    pool ??= connect(MUTATION_CONNECTIONS, 'draft-orchestrator api');
    return pool;
  };
  const isPooled = options.readUrl !== options.directUrl;
  const reads = () => {
    const settings = {
      max: READ_CONNECTIONS,
      applicationName: 'draft-orchestrator reads',
      isPooled,
      log,
      role: isPooled ? undefined : options.visitorRole,
    };
    // A pooler takes no options: there each transaction sets what it needs, and its statement_timeout in any case.
    readPool ??= createConnectionPool(known(options.readUrl), { ...settings, ...PATIENCE });
    return readPool;
  };
  const hubDb = () => {
    hubPool ??= connect(HUB_CONNECTIONS, 'draft-orchestrator hub');
    return hubPool;
  };
  const streamLimits = {
    mostPerPerson: access.streamsPerPerson,
    mostVisitorsPerAddress: access.connectionsPerAddress,
    mostPerAddress: STREAMS_PER_CONNECTION * access.connectionsPerAddress,
  };
  const hubOf = () => {
    hub ??= new Hub({
      db: hubDb(),
      url: known(options.directUrl),
      log,
      observer: signals,
      onRefused: () => rooms?.recheck(),
      pastTurn: pastReads(PAST_READS),
      ...streamLimits,
    });
    return hub;
  };
  const replicas = () => {
    standbys ??= urls.length === 0 ? null : replicasOf(options, { urls, mostLagMs }, db);
    return standbys;
  };
  const changes = new ChangesAtOnce();
  const writers = new RecentWriters(mostLagMs);
  const addresses = new Addresses(access.trustedProxies);
  const origins = new Origins(access.publicUrl, access.allowedOrigins);
  const texts = new TextReader();
  const identities = new Identities({ db, authSecret, access, origins, log });
  return {
    db,
    reads,
    readsFor(userId, mayLag) {
      const from = mayLag && !writers.has(userId) ? replicas() : null;
      return (settings, mayPrepare, use) => {
        const read = (db: ConnectionPool) => {
          const isThroughPooler = isPooled && db === reads();
          return withReadClient(db, settings, mayPrepare && !isThroughPooler, use);
        };
        return from === null ? read(reads()) : from.read(read, reads());
      };
    },
    noteWriter: (userId) => writers.note(userId),
    watchReplicas() {
      const watched = replicas();
      if (watched) forgetReplicas = degraded.when('replicas', () => watched.fresh() === null);
    },
    transactionSettings: isPooled ? READ_SETTINGS : {},
    pools: () => [db(), reads(), hubDb()],
    apiRole,
    hub: hubOf,
    rooms: () => {
      rooms ??= new Rooms({ db: hubDb, hub: hubOf, log, ...streamLimits });
      return rooms;
    },
    announcer: () => {
      announcer ??= new Announcer(
        db(),
        (error) => log.warn({ err: error }, 'Could not announce changed drafts'),
        signals,
      );
      return announcer;
    },
    canIdentify: authSecret !== undefined || access.provider !== undefined,
    signInLinks: new SignInLinks(),
    identities,
    origins,
    addressOf: (request) => addresses.of(request),
    connections: new Connections(addresses, access.connectionsPerAddress),
    rateLimits: new RateLimits(access, access.requestsPerSecond),
    changes,
    unread: new UnreadAnswers(),
    texts,
    access,
    strategies: options.strategies ?? null,
    log,
    async endStreams() {
      await rooms?.stop();
      await hub?.stop();
    },
    async close() {
      texts.close();
      await rooms?.stop();
      await hub?.stop();
      await changes.settled();
      await announcer?.settled();
      forgetReplicas();
      await standbys?.stop();
      for (const open of [pool, readPool, hubPool]) if (open) await endConnectionPool(open);
    },
  };
}

function replicasOf(
  { visitorRole, log }: LazyOptions,
  { urls, mostLagMs }: ReplicaOptions,
  primary: () => ConnectionPool,
): Replicas {
  const applicationName = 'draft-orchestrator replica';
  const replicas = urls.map((url) => ({
    name: nameOf(url),
    pool: createConnectionPool(url, {
      ...{ max: READ_CONNECTIONS, applicationName, role: visitorRole, ...PATIENCE, log },
    }),
  }));
  return new Replicas({
    ...{ replicas, primary, mostLagMs, log },
    observe: (name, lagMs) => signals.replicaLag(name, lagMs),
    count: (from) => signals.readFrom(from),
  });
}

function nameOf(url: string): string {
  const { hostname, port } = new URL(url);
  return `${hostname}:${port || 5432}`;
}

function known(url: string | null): string {
  if (url === null)
    throw new Error('There is no database: set DATABASE_URL, or start the embedded one first');
  return url;
}
