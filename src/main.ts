import { inspect, parseArgs } from 'node:util';
import { type Reconciler, reconcile } from './clock/reconciler.ts';
import { type SupervisedRunner, superviseRunner } from './clock/runner.ts';
import { type Config, ConfigError, readConfig } from './config.ts';
import { ConnectionError, checkServer, createPool, endPool, type Pool } from './database/connect.ts';
import { rearmOverdue } from './database/door.ts';
import { EmbeddedError, runningEmbeddedUrl, startEmbedded } from './database/embedded.ts';
import { checkMigrated, MigrationError, migrate } from './database/migrate.ts';
import { createLog } from './telemetry/log.ts';

/** Connections of a process that runs the clock: its jobs, its LISTEN, and some air. */
const WORKER_CONNECTIONS = 10;
/** A draft that was due for longer has lost its alarm, in all likelihood. */
const OVERDUE_SECONDS = 2;
const MOST_REARMED_AT_ONCE = 200;

const USAGE = `draft-orchestrator <command>

  start     a database, its schema and a worker, in one process tree; for a first look and for small leagues
  worker    one more worker process on an existing database; add as many as you like
  migrate   brings the schema of the database up to date
  demo      plays a whole draft against the clock and checks every promise; about a minute

Without DATABASE_URL an embedded PostgreSQL runs under DATA_DIR (.data). All settings: README.md.
`;

/** Problems that the person at the terminal can solve: the message says how, a stack would only hide it. */
const EXPLAINED = [ConfigError, ConnectionError, EmbeddedError, MigrationError];

type Command = (config: Config) => Promise<void>;
const commands: Readonly<Record<string, Command>> = { start, worker, migrate: migrateOnly, demo };

/** The log of a process that serves; commands for people speak through stdout instead. */
const say = (text: string) => process.stdout.write(`${text}\n`);

interface Database {
  url: string;
  stop(): Promise<void>;
}

/** The database of the configuration; an embedded server is started, or adopted where it runs already. */
async function openDatabase(config: Config): Promise<Database> {
  const log = createLog(config.logLevel);
  if (config.databaseDirectUrl !== undefined) return { url: config.databaseDirectUrl, stop: async () => {} };
  return startEmbedded({ dataDir: config.dataDir, log });
}

function untilAskedToStop(): Promise<string> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve(signal));
  });
}

/** Runs the clock on a database until somebody asks the process to stop. */
async function runClock(config: Config, url: string, ready: () => void): Promise<void> {
  const log = createLog(config.logLevel);
  const asked = untilAskedToStop();
  const pool: Pool = createPool(url, { max: WORKER_CONNECTIONS, applicationName: 'draft-orchestrator worker', log });
  let runner: SupervisedRunner | null = null;
  let reconciler: Reconciler | null = null;
  try {
    await checkServer(pool, url);
    await checkMigrated(pool);
    const { default: preset } = await import('../graphile.config.ts');
    runner = superviseRunner(pool, preset, log);
    reconciler = reconcile(() => rearmOverdue(pool, OVERDUE_SECONDS, MOST_REARMED_AT_ONCE), log);
    ready();
    log.info({ signal: await asked }, 'Stopping: the tasks under way finish, then the connections close');
  } finally {
    await reconciler?.stop();
    await runner?.stop();
    await endPool(pool);
  }
}

async function start(config: Config): Promise<void> {
  const log = createLog(config.logLevel);
  const database = await openDatabase(config);
  try {
    await migrate({ url: database.url, roles: config.roles, log });
    await runClock(config, database.url, () => {
      say('Draft Orchestrator is running: its clock picks for every draft whose time runs out. Ctrl-C stops it.');
      say('To see a whole draft, run this in a second terminal:  npm run demo');
    });
  } finally {
    await database.stop();
  }
}

async function worker(config: Config): Promise<void> {
  const url = config.databaseDirectUrl ?? runningEmbeddedUrl(config.dataDir);
  if (url === null) {
    throw new ConfigError(
      `There is no database to work on: set DATABASE_URL, or run "draft-orchestrator start" on ${config.dataDir} first.`,
    );
  }
  const log = createLog(config.logLevel);
  await runClock(config, url, () => log.info('This worker process picks for every draft whose clock runs out'));
}

async function migrateOnly(config: Config): Promise<void> {
  const database = await openDatabase(config);
  try {
    await migrate({ url: database.url, roles: config.roles, log: createLog(config.logLevel) });
    say('The schema is up to date.');
  } finally {
    await database.stop();
  }
}

async function demo(config: Config): Promise<void> {
  const log = createLog('warn');
  const database = await openDatabase(config);
  try {
    await migrate({ url: database.url, roles: config.roles, log });
    const { playDemo } = await import('./demo/demo.ts');
    process.exitCode = (await playDemo(database.url, say)) ? 0 : 1;
  } finally {
    await database.stop();
  }
}

async function main(): Promise<void> {
  const { positionals } = parseArgs({ allowPositionals: true, strict: true });
  const [name] = positionals;
  const command = name === undefined ? undefined : commands[name];
  if (!command || positionals.length > 1) {
    process.stderr.write(USAGE);
    process.exitCode = name === undefined ? 0 : 2;
    return;
  }
  await command(readConfig(process.env));
}

try {
  await main();
} catch (error) {
  const isExplained = EXPLAINED.some((kind) => error instanceof kind);
  process.stderr.write(`${isExplained && error instanceof Error ? error.message : inspect(error)}\n`);
  process.exitCode = 1;
}
