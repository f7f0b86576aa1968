import { draftPreviews } from '../api/draft_previews.ts';
import { clientOperationNames } from '../api/limits/known_operations.ts';
import { type ApiServer, startServer } from '../api/server.ts';
import { type Config, ConfigError } from '../config/config.ts';
import { readBacklog } from '../database/backlog.ts';
import {
  checkServer,
  createConnectionPool,
  endConnectionPool,
  findSilent,
  SILENCE_MS,
} from '../database/connect.ts';
import { explainConnectionError } from '../database/connection_errors.ts';
import type { PickSource } from '../draft/event_kinds.ts';
import { ListenError } from '../http/listen.ts';
import { Room } from '../http/room/room.ts';
import { ROOM_FOLDER } from '../http/room/room_files.ts';
import { plugIns } from '../plug_ins/plug_ins.ts';
import type { Log } from '../telemetry/log.ts';
import { metrics } from '../telemetry/process_metrics.ts';
import type { Wired } from '../wire.ts';
import { checkDatabase } from './check_database.ts';
import { collectGarbageEarly } from './heap.ts';
import { watchSchema } from './schema_watch.ts';

/** A database that does not answer within this time is not ready. */
const READY_WITHIN_MS = 2_000;
/** Of picks that are made here. */
const SOURCES: readonly PickSource[] = ['MANUAL', 'COMMISSIONER', 'FORCED'];

export interface ApiOptions {
  readonly config: Config;
  /** The service, wired by that configuration. Its services end with the API. */
  readonly wired: Wired;
  /** Straight to the server. */
  readonly url: string;
  readonly log: Log;
  /** Whether the clock runs, where it runs in the same process. */
  readonly isClockRunning?: () => boolean;
}

/** Serves the API, once its database answers and has the schema of this program. */
export async function startApi({
  config,
  wired: { preset, services },
  url,
  log,
  isClockRunning = () => true,
}: ApiOptions): Promise<ApiServer> {
  collectGarbageEarly();
  // What strategies there are is known here too, and asked for suggestions.
  plugIns.use(preset.draft?.strategies ?? [], log);
  if (!services.canIdentify) {
    throw new ConfigError(
      'Nobody could sign in: with a DATABASE_URL, set AUTH_SECRET to at least 32 random characters, or AUTH_JWKS_URL.',
    );
  }
  const { host, port } = config;
  // As the user of the URL, without `set role`: the tables of app_migrations are readable for their owner alone.
  const schemaPool = createConnectionPool(url, {
    max: 1,
    applicationName: 'draft-orchestrator schema',
    silenceMs: SILENCE_MS,
    log,
  });
  const close = async () => {
    await services.close();
    await endConnectionPool(schemaPool);
  };
  try {
    const age = await checkDatabase(schemaPool, url, config.roles);
    for (const pool of services.pools()) await checkServer(pool, config.databaseUrl ?? url);
    services.watchReplicas();
    const schema = await watchSchema(schemaPool, log, age);
    metrics.readBacklogWith(() => readBacklog(schemaPool));
    metrics.expects({ sources: SOURCES });
    metrics.expectOperations(clientOperationNames());
    const isReady = async () => {
      const silent = await findSilent(services.pools(), READY_WITHIN_MS);
      return {
        ready: isClockRunning() && silent.length === 0,
        ...(silent.length === 0 ? {} : { silent }),
        ...(schema.hasChanged() ? { schema: 'changed' as const } : {}),
      };
    };
    const { addressOf } = services;
    const room = new Room({ folder: ROOM_FOLDER, preview: draftPreviews(services), addressOf, log });
    if (!room.isBuilt) log.warn('The draft room is not built, so / says how to: npm run build');
    const server = await startServer({
      ...{ preset, host, port, services, isReady, room },
      endStreams: services.endStreams,
    });
    return {
      url: server.url,
      async stop() {
        await server.stop();
        await schema.stop();
        await close();
      },
    };
  } catch (error) {
    await close();
    if (error instanceof ListenError) throw error;
    throw explainConnectionError(error, config.databaseUrl ?? url) ?? error;
  }
}
