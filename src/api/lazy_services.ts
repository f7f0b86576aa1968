import type { AccessConfig } from '../config/access.ts';
import { createPool, endPool, type Pool, SILENCE_MS } from '../database/connect.ts';
import { Announcer } from '../events/announcer.ts';
import { Hub } from '../events/hub.ts';
import type { Log } from '../telemetry/log.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import { Identities } from './identity/identify.ts';
import { addressesBehind } from './limits/addresses.ts';
import { Connections } from './limits/connections.ts';
import { Origins } from './limits/origins.ts';
import { RateLimits } from './limits/rate_limits.ts';
import type { ApiServices } from './services.ts';

/** Connections for calls of the door: each call is one statement, so a few carry a lot. */
const DOOR_CONNECTIONS = 10;
/** Connections on which the hub reads for all followers, and those who come back catch up. */
const HUB_CONNECTIONS = 3;
/** A statement of the API is given up by the server before the connection is. */
const PATIENCE = { silenceMs: SILENCE_MS, statementMs: SILENCE_MS - 2_000 };

export interface LazyOptions {
  /** Straight to the server: the door is called in a role of its own, and LISTEN needs a session. A pooler carries neither. */
  readonly directUrl: string | null;
  readonly apiRole: string;
  readonly authSecret: string | undefined;
  readonly access: AccessConfig;
  readonly metrics: Metrics;
  readonly log: Log;
}

/** Services that a process ends when it stops. */
export interface ClosableServices extends ApiServices {
  /** Whether anybody could be told by a token: without a secret of ours and an identity provider nobody can. */
  readonly canIdentify: boolean;
  /** Ends every stream of events; none begins after it. */
  endStreams(): Promise<void>;
  close(): Promise<void>;
}

/** The services of the API, connected on first use. */
export function lazyServices(options: LazyOptions): ClosableServices {
  const { apiRole, authSecret, access, metrics, log } = options;
  let pool: Pool | null = null;
  let hubPool: Pool | null = null;
  let hub: Hub | null = null;
  let announcer: Announcer | null = null;
  const connect = (max: number, applicationName: string) =>
    createPool(known(options.directUrl), { max, applicationName, ...PATIENCE, log, role: apiRole });
  const db = () => {
    pool ??= connect(DOOR_CONNECTIONS, 'draft-orchestrator api');
    return pool;
  };
  const addressOf = addressesBehind(access.trustedProxies);
  const origins = new Origins(access.publicUrl, access.allowedOrigins);
  const identities = new Identities({ db, authSecret, access, origins, log });
  return {
    db,
    apiRole,
    hub: () => {
      hubPool ??= connect(HUB_CONNECTIONS, 'draft-orchestrator hub');
      hub ??= new Hub({
        db: hubPool,
        url: known(options.directUrl),
        log,
        observer: metrics,
        mostPerPerson: access.streamsPerPerson,
      });
      return hub;
    },
    announcer: () => {
      announcer ??= new Announcer(
        db(),
        (error) => log.warn({ err: error }, 'Could not announce changed drafts'),
        metrics,
      );
      return announcer;
    },
    canIdentify: authSecret !== undefined || access.provider !== undefined,
    identities,
    origins,
    addressOf,
    connections: new Connections(addressOf, access.connectionsPerAddress),
    rateLimits: new RateLimits(access.mutationsPerMinute),
    access,
    metrics,
    log,
    async endStreams() {
      await hub?.stop();
    },
    async close() {
      await hub?.stop();
      await announcer?.settled();
      for (const open of [pool, hubPool]) if (open) await endPool(open);
    },
  };
}

function known(url: string | null): string {
  if (url === null)
    throw new Error('There is no database: set DATABASE_URL, or start the embedded one first');
  return url;
}
