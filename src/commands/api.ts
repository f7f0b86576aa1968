import { setTimeout as sleep } from 'node:timers/promises';
import { type ApiServer, startServer } from '../api/server.ts';
import { type Config, ConfigError } from '../config.ts';
import { checkDirect, checkServer } from '../database/connect.ts';
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
  const isReady = async () => isClockRunning() && (await answers(() => services.db().query('select')));
  const url = config.databaseDirectUrl ?? '';
  try {
    await checkServer(services.db(), url);
    await checkDirect(services.db(), url);
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

async function answers(ask: () => Promise<unknown>): Promise<boolean> {
  const late = sleep(READY_WITHIN_MS, false, { ref: false });
  const answered = ask().then(
    () => true,
    () => false,
  );
  return Promise.race([answered, late]);
}
