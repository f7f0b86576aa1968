import { createPool, endPool, type Pool, SILENCE_MS } from '../database/connect.ts';
import { Announcer } from '../events/announcer.ts';
import { Hub } from '../events/hub.ts';
import type { Log } from '../telemetry/log.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import type { ApiServices } from './services.ts';

/** Connections for calls of the door: each call is one statement, so a few carry a lot. */
const DOOR_CONNECTIONS = 10;

export interface LazyOptions {
  /** Straight to the server: the door is called in a role of its own, and LISTEN needs a session. A pooler carries neither. */
  readonly directUrl: string | null;
  readonly apiRole: string;
  readonly authSecret: string | undefined;
  readonly metrics: Metrics;
  readonly log: Log;
}

/** The services of the API, connected on first use. */
export function lazyServices(options: LazyOptions): ApiServices & { close(): Promise<void> } {
  const { apiRole, authSecret, metrics, log } = options;
  let pool: Pool | null = null;
  let hub: Hub | null = null;
  let announcer: Announcer | null = null;
  const db = () => {
    pool ??= createPool(known(options.directUrl), {
      max: DOOR_CONNECTIONS,
      applicationName: 'draft-orchestrator api',
      silenceMs: SILENCE_MS,
      log,
      role: apiRole,
    });
    return pool;
  };
  return {
    db,
    hub: () => {
      hub ??= new Hub(known(options.directUrl), log);
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
    authSecret,
    metrics,
    log,
    async close() {
      await hub?.stop();
      await announcer?.settled();
      if (pool) await endPool(pool);
    },
  };
}

function known(url: string | null): string {
  if (url === null)
    throw new Error('There is no database: set DATABASE_URL, or start the embedded one first');
  return url;
}
