import { type Config, ConfigError } from '../config.ts';
import { ensureAuthSecret } from '../database/auth_secret.ts';
import { runningEmbeddedUrl, startEmbedded } from '../database/embedded.ts';
import type { Log } from '../telemetry/log.ts';

/** A database to work with, and how to leave it. */
export interface Database {
  /** Straight to the server. */
  readonly url: string;
  stop(): Promise<void>;
}

/** The database of the configuration; an embedded server is started, or adopted where it runs already. */
export async function openDatabase(config: Config, log: Log): Promise<Database> {
  if (config.databaseDirectUrl !== undefined) return { url: config.databaseDirectUrl, stop: async () => {} };
  const embedded = await startEmbedded({ dataDir: config.dataDir, log });
  try {
    ensureAuthSecret(config.dataDir);
  } catch (error) {
    await embedded.stop();
    throw error;
  }
  return embedded;
}

/** The database that runs already: for commands that add to one. Throws a ConfigError that says how to get one. */
export function runningDatabase(config: Config): string {
  const url = config.databaseDirectUrl ?? runningEmbeddedUrl(config.dataDir);
  if (url !== null) return url;
  throw new ConfigError(
    `There is no database to work on: set DATABASE_URL, or run "draft-orchestrator start" on ${config.dataDir} first.`,
  );
}
