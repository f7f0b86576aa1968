import { type Config, ConfigError } from '../config/config.ts';
import { type ConnectionPool, createConnectionPool, endConnectionPool } from '../database/connect.ts';
import { explainConnectionError } from '../database/connection_errors.ts';
import { ensureAuthSecret } from '../embedded/auth_secret.ts';
import { joinEmbedded, runningEmbeddedUrl, startEmbedded } from '../embedded/embedded.ts';
import { checkMigrated } from '../migrate/migrate.ts';
import { createLog, type Log } from '../telemetry/log.ts';

/** A database to work with, and how to leave it. */
export interface Database {
  /** Straight to the server. */
  readonly url: string;
  /** The numbers of other processes that use the same embedded server. */
  readonly others: readonly number[];
  /** Rejects, with an error that says what to do, once an embedded server has ended; else never settles. */
  readonly lost: Promise<never>;
  stop(): Promise<void>;
}

/** The database of the configuration; an embedded server is started, or adopted where it runs already. */
export async function openDatabase(config: Config, log: Log): Promise<Database> {
  if (config.databaseDirectUrl !== undefined) return elsewhere(config.databaseDirectUrl);
  const embedded = await startEmbedded({ dataDir: config.dataDir, log });
  try {
    ensureAuthSecret(config.dataDir);
  } catch (error) {
    await embedded.stop();
    throw error;
  }
  return embedded;
}

/**
 * The database that runs already, for processes that add to one. The embedded server goes on as long as one of them uses it.
 * @throws ConfigError that says how to get one
 */
export async function joinDatabase(config: Config, log: Log): Promise<Database> {
  if (config.databaseDirectUrl !== undefined) return elsewhere(config.databaseDirectUrl);
  return (await joinEmbedded(config.dataDir, log)) ?? noDatabase(config);
}

/** The URL of the database that runs already, for a look at it. Throws a ConfigError that says how to get one. */
export function runningDatabase(config: Config): string {
  return config.databaseDirectUrl ?? runningEmbeddedUrl(config.dataDir) ?? noDatabase(config);
}

/** How a command that looks at a running database connects: its name in the database, and how many connections it needs; one unless told. */
interface Visit {
  readonly name: string;
  readonly connections?: number;
  /** See {@link createConnectionPool}. */
  readonly silenceMs?: number;
}

/**
 * Does something on the database that runs already, and leaves it. Throws a ConfigError that says how to get one, a ConnectionError where
 * it cannot be reached, and a MigrationError where its schema is older than this program.
 */
export async function withRunningDatabase<T>(
  config: Config,
  { name, connections = 1, ...more }: Visit,
  visit: (db: ConnectionPool) => Promise<T>,
): Promise<T> {
  const url = runningDatabase(config);
  const db = createConnectionPool(url, {
    ...{ max: connections, applicationName: `draft-orchestrator ${name}`, log: createLog('warn') },
    ...more,
  });
  try {
    await checkMigrated(db);
    return await visit(db);
  } catch (error) {
    throw explainConnectionError(error, url) ?? error;
  } finally {
    await endConnectionPool(db);
  }
}

function elsewhere(url: string): Database {
  return { url, others: [], lost: new Promise(() => undefined), stop: async () => undefined };
}

function noDatabase({ dataDir }: Config): never {
  throw new ConfigError(
    `There is no database to work on: set DATABASE_URL, or run "draft-orchestrator start" on ${dataDir} first.`,
  );
}
