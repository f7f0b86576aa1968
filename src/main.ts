import { inspect } from 'node:util';
import { ClockStopped } from './clock/runner.ts';
import { startApi } from './commands/api.ts';
import { type Clock, startClock } from './commands/clock.ts';
import { type Database, openDatabase, runningDatabase } from './commands/database.ts';
import { prepareFirstSteps } from './commands/first_steps.ts';
import { withMetrics } from './commands/metrics.ts';
import { tokenCommand } from './commands/token.ts';
import { type Config, ConfigError, readConfig } from './config.ts';
import { readAuthSecret } from './database/auth_secret.ts';
import { ConnectionError, createPool, endPool } from './database/connect.ts';
import { EmbeddedError } from './database/embedded.ts';
import { MigrationError, migrate } from './database/migrate.ts';
import { DraftError } from './draft/errors.ts';
import { ListenError } from './telemetry/listen.ts';
import { createLog } from './telemetry/log.ts';
import { maskSecrets } from './telemetry/mask_secrets.ts';
import { takeStrayOutput } from './telemetry/stray_output.ts';

const USAGE = `draft-orchestrator <command>

  start            the database, its schema, a worker and the API in one process tree: for a first look, for small leagues
  server           one more API process on an existing database
  worker           one more worker process on an existing database; add as many as you like
  migrate          brings the schema of the database up to date
  import-players   reads a player pool from a CSV or JSON file (docs/import.md)
  token            prints a token for a person: --name "Ann" for somebody new, --user ID for somebody known
  status           how the service is, and what to do: --watch keeps looking, --json is for programs
  demo             plays a whole draft against the clock and checks every promise; about a minute

Without DATABASE_URL an embedded PostgreSQL runs under DATA_DIR (.data). All settings: README.md.
`;

/** Problems that the person at the terminal can solve: the message says how, a stack would only hide it. */
const EXPLAINED = [
  ConfigError,
  ConnectionError,
  EmbeddedError,
  MigrationError,
  ListenError,
  ClockStopped,
  DraftError,
];

/** How many prepared statements PostGraphile keeps for each connection; it reads this once, when it is loaded. */
const PREPARED_STATEMENTS = 'DATAPLAN_PG_PREPARED_STATEMENT_CACHE_SIZE';
/** Whether PostGraphile leaves it to us how far queries are compiled: our sessions say so from the start. Read once as well. */
const OWN_JIT = 'DATAPLAN_PG_DONT_DISABLE_JIT';
/** Commands that go on until they are asked to stop; what they write to stderr is a log. */
const SERVICES = ['start', 'server', 'worker'];
/** A large pool of players is one statement, of seconds on a slow disk. */
const IMPORT_SILENCE_MS = 60_000;

type Command = (config: Config, args: string[]) => Promise<void>;
const commands: Readonly<Record<string, Command>> = {
  start,
  server,
  worker,
  migrate: migrateOnly,
  'import-players': importPlayers,
  token,
  status,
  demo,
};

const say = (text: string) => process.stdout.write(`${text}\n`);

/** Until a signal asks the process to stop; sooner, and with an error, when its clock cannot be kept running. */
function untilOver(asked: Promise<string>, clock: Clock): Promise<string> {
  return Promise.race([asked, clock.ended.then(() => asked)]);
}

function untilAskedToStop(): Promise<string> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.once(signal, () => resolve(signal));
  });
}

async function start(config: Config): Promise<void> {
  const log = createLog(config.logLevel);
  const asked = untilAskedToStop();
  const database = await openDatabase(config, log);
  try {
    await migrate({ url: database.url, roles: config.roles, log });
    const { default: preset } = await import('../graphile.config.ts');
    const clock = await startClock(database.url, preset, log);
    try {
      const isReady = () => clock.isRunning();
      await withMetrics({ ...config, isReady }, log, async () => {
        const api = await startApi(config, isReady);
        try {
          await sayFirstSteps(config, database, api.url);
          log.info(
            { signal: await untilOver(asked, clock) },
            'Stopping: what is under way finishes, then the connections close',
          );
        } finally {
          await api.stop();
        }
      });
    } finally {
      await clock.stop();
    }
  } finally {
    await database.stop();
  }
}

async function sayFirstSteps(config: Config, database: Database, url: string): Promise<void> {
  const secret = config.authSecret ?? readAuthSecret(config.dataDir);
  const { token: bearer, poolId } = await prepareFirstSteps(database.url, secret, createLog(config.logLevel));
  const editor = `\n  Try it out    ${url}/           (an editor for queries, in the browser)`;
  say(`Draft Orchestrator is running.

  GraphQL       ${url}/graphql    (HTTP and WebSocket)${config.access.hasExplorer ? editor : ''}
  Player pool   ${poolId}    (NFL 2025)
  Commissioner  ${bearer === null ? 'whoever your identity provider knows' : `Authorization: Bearer ${bearer}`}

Next: create a league and start a draft, step by step in docs/api.md. Or watch a whole one: npm run demo
Ctrl-C stops everything; the drafts go on at the next start.`);
}

async function server(config: Config): Promise<void> {
  const log = createLog(config.logLevel);
  const asked = untilAskedToStop();
  const database = maskSecrets(runningDatabase(config));
  // Ready means that GraphQL is answered, which /readyz beside it tells.
  await withMetrics({ ...config, isReady: () => true }, log, async () => {
    const api = await startApi(config);
    log.info({ url: `${api.url}/graphql`, database }, 'This server process answers GraphQL');
    log.info({ signal: await asked }, 'Stopping: the requests in flight finish, then the connections close');
    await api.stop();
  });
}

async function worker(config: Config): Promise<void> {
  const log = createLog(config.logLevel);
  const asked = untilAskedToStop();
  const url = runningDatabase(config);
  const { default: preset } = await import('../graphile.config.ts');
  const clock = await startClock(url, preset, log);
  try {
    await withMetrics({ ...config, isReady: () => clock.isRunning() }, log, async () => {
      log.info(
        { database: maskSecrets(url) },
        'This worker process picks for every draft whose clock runs out',
      );
      log.info(
        { signal: await untilOver(asked, clock) },
        'Stopping: the tasks under way finish, then the connections close',
      );
    });
  } finally {
    await clock.stop();
  }
}

async function migrateOnly(config: Config): Promise<void> {
  const log = createLog(config.logLevel);
  const database = await openDatabase(config, log);
  try {
    await migrate({ url: database.url, roles: config.roles, log });
    say('The schema is up to date.');
  } finally {
    await database.stop();
  }
}

async function importPlayers(config: Config, args: string[]): Promise<void> {
  const { importCommand } = await import('./players/import_command.ts');
  const log = createLog('warn');
  const db = createPool(runningDatabase(config), {
    max: 1,
    applicationName: 'draft-orchestrator import',
    silenceMs: IMPORT_SILENCE_MS,
    log,
  });
  try {
    process.exitCode = await importCommand(db, args, say);
  } finally {
    await endPool(db);
  }
}

async function token(config: Config, args: string[]): Promise<void> {
  say(await tokenCommand(config, args, createLog('warn')));
}

async function status(config: Config, args: string[]): Promise<void> {
  const { statusCommand } = await import('./commands/status.ts');
  const ending = new AbortController();
  void untilAskedToStop().then(() => ending.abort());
  process.exitCode = await statusCommand(config, args, { screen: process.stdout, signal: ending.signal });
}

async function demo(config: Config): Promise<void> {
  const log = createLog('warn');
  const database = await openDatabase(config, log);
  try {
    await migrate({ url: database.url, roles: config.roles, log });
    const { playDemo } = await import('./demo/demo.ts');
    process.exitCode = (await playDemo(database.url, say)) ? 0 : 1;
  } finally {
    await database.stop();
  }
}

async function main(): Promise<void> {
  const [name, ...args] = process.argv.slice(2);
  const command = name !== undefined && Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) {
    process.stderr.write(USAGE);
    process.exitCode = name === undefined || name === 'help' || name === '--help' ? 0 : 2;
    return;
  }
  const config = readConfig(process.env);
  // A transaction pooler hands each transaction to another session, which knows none of the statements prepared in the last.
  if (config.databaseUrl !== config.databaseDirectUrl) process.env[PREPARED_STATEMENTS] ??= '0';
  process.env[OWN_JIT] ??= '1';
  if (SERVICES.includes(name ?? '')) takeStrayOutput(createLog(config.logLevel));
  await command(config, args);
}

try {
  await main();
} catch (error) {
  const isExplained = EXPLAINED.some((kind) => error instanceof kind);
  process.stderr.write(`${isExplained && error instanceof Error ? error.message : inspect(error)}\n`);
  process.exitCode = 1;
}
