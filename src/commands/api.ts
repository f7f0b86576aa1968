import { setTimeout as sleep } from 'node:timers/promises';
import { type ApiServer, startServer } from '../api/server.ts';
import { type Config, ConfigError } from '../config.ts';
import { createPool, endPool, type Pool } from '../database/connect.ts';
import { explainConnectionError } from '../database/connection_errors.ts';
import { ListenError } from '../telemetry/listen.ts';
import type { Log } from '../telemetry/log.ts';
import { checkDatabase } from './check_database.ts';
import { watchSchema } from './schema_watch.ts';

/** A database that does not answer within this time is not ready. */
const READY_WITHIN_MS = 2_000;

/**
 * Serves the API of this process's graphile.config.ts, once its database answers and has the schema of this program.
 * @param url straight to the server
 */
export async function startApi(
  config: Config,
  url: string,
  log: Log,
  isClockRunning: () => boolean = () => true,
): Promise<ApiServer> {
  const { default: preset, services } = await import('../../graphile.config.ts');
  if (!services.canIdentify) {
    throw new ConfigError(
      'Nobody could sign in: with a DATABASE_URL, set AUTH_SECRET to at least 32 random characters, or AUTH_JWKS_URL.',
    );
  }
  const { host, port } = config;
  // In no role but the user's own: what was migrated is nobody else's to read.
  const schemaPool = createPool(url, { max: 1, applicationName: 'draft-orchestrator schema', log });
  const close = async () => {
    await services.close();
    await endPool(schemaPool);
  };
  try {
    await checkDatabase(schemaPool, url, config.roles);
    const schema = await watchSchema(schemaPool, log);
    const isReady = async () => ({
      ready: isClockRunning() && (await answers(services.db())),
      ...(schema.hasChanged() ? { schema: 'changed' as const } : {}),
    });
    const server = await startServer({
      ...{ preset, host, port, services, isReady },
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

async function answers(db: Pool): Promise<boolean> {
  const late = sleep(READY_WITHIN_MS, false, { ref: false });
  const answered = db.query('select').then(
    () => true,
    () => false,
  );
  return Promise.race([answered, late]);
}
