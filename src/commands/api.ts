import { type ApiServer, startServer } from '../api/server.ts';
import { type Config, ConfigError } from '../config.ts';
import { checkDirect, checkServer, findSilent } from '../database/connect.ts';
import { explainConnectionError } from '../database/connection_errors.ts';

/** A database that does not answer within this time is not ready. */
const READY_WITHIN_MS = 2_000;

/** Serves the API of this process's graphile.config.ts, once its database answers. */
export async function startApi(
  config: Config,
  isClockRunning: () => boolean = () => true,
): Promise<ApiServer> {
  const { default: preset, services } = await import('../../graphile.config.ts');
  if (!services.canIdentify) {
    throw new ConfigError(
      'Nobody could sign in: with a DATABASE_URL, set AUTH_SECRET to at least 32 random characters, or AUTH_JWKS_URL.',
    );
  }
  const { host, port } = config;
  let asking: Promise<string[]> | null = null;
  const findSilentOnce = () => {
    // However many ask at once, the database is asked once.
    asking ??= findSilent(services.pools(), READY_WITHIN_MS).finally(() => {
      asking = null;
    });
    return asking;
  };
  const isReady = async () => isClockRunning() && (await findSilentOnce());
  const url = config.databaseDirectUrl ?? '';
  try {
    await checkDirect(services.db(), url);
    for (const pool of services.pools()) await checkServer(pool, config.databaseUrl ?? url);
    const server = await startServer({
      ...{ preset, host, port, services, isReady },
      endStreams: services.endStreams,
    });
    return {
      url: server.url,
      async stop() {
        await server.stop();
        await services.close();
      },
    };
  } catch (error) {
    await services.close();
    throw explainConnectionError(error, config.databaseUrl ?? url) ?? error;
  }
}
