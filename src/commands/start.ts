import type { Config } from '../config/config.ts';
import { readAuthSecret } from '../embedded/auth_secret.ts';
import { migrate } from '../migrate/migrate.ts';
import { createLog, type Log } from '../telemetry/log.ts';
import { maskSecrets } from '../telemetry/mask_secrets.ts';
import { logReady } from '../telemetry/readiness.ts';
import { takeStrayOutput } from '../telemetry/stray_output.ts';
import { createTerminalLog, isReadByPerson } from '../telemetry/terminal_log.ts';
import { wire } from '../wire.ts';
import { startApi } from './api.ts';
import { startClock } from './clock.ts';
import { type Database, openDatabase } from './database.ts';
import { prepareFirstSteps } from './first_steps.ts';
import { withMetrics } from './metrics.ts';
import { untilAskedToStop, untilOver } from './signals.ts';

/**
 * Runs the database (where it is embedded), its schema, a worker and the API, until a signal asks it to stop. In a terminal it tells a
 * person how far it is; where its output goes elsewhere, the log has everything as JSON.
 */
export async function start(config: Config, say: (text: string) => void): Promise<undefined> {
  const isForPerson = isReadByPerson();
  const log = isForPerson ? createTerminalLog(config.logLevel) : createLog(config.logLevel);
  const tell = isForPerson ? say : () => undefined;
  takeStrayOutput(log);
  const asked = untilAskedToStop();
  tell('Starting Draft Orchestrator. The first time takes about ten seconds.\n');
  const database = await openDatabase(config, log);
  tell(
    `  database   ${config.databaseUrl === undefined ? `PostgreSQL under ${config.dataDir}` : 'that of DATABASE_URL'}`,
  );
  try {
    await migrate({ url: database.url, roles: config.roles, log });
    tell('  schema     up to date');
    const wired = wire(config, log);
    const clock = await startClock(database.url, wired.preset, config.roles, log);
    tell('  clock      running');
    try {
      await withMetrics({ ...config, isReady: () => clock.readiness() }, log, async ({ metricsUrl }) => {
        const api = await startApi({
          ...{ config, wired, url: database.url, log },
          isClockRunning: () => clock.isRunning(),
        });
        tell('  API        answering\n');
        try {
          say(await firstSteps(config, database, api.url, log));
          logReady(
            log,
            { ready: 'start', url: `${api.url}/graphql`, metricsUrl, database: maskSecrets(database.url) },
            'This process picks for every draft whose clock runs out, and answers GraphQL',
          );
          const signal = await Promise.race([untilOver(asked, clock), database.lost]);
          log.info({ signal }, 'Stopping: what is under way finishes, then the connections close');
          tell('\nStopping: what is under way finishes first.');
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
  tell('Stopped. Drafts go on at the next start.');
}

async function firstSteps(config: Config, database: Database, url: string, log: Log): Promise<string> {
  const secret = config.authSecret ?? readAuthSecret(config.dataDir);
  const { token: bearer, poolId } = await prepareFirstSteps(database.url, secret, log);
  const shared = `\n  Database      shared with process ${database.others.join(', ')}: it runs until the last of you ends`;
  const editor = `\n  Try it out    ${url}/           (an editor for queries, in the browser)`;
  const { hasExplorer } = config.access;
  return `Draft Orchestrator is running. Ctrl-C stops everything; the drafts go on at the next start.

  GraphQL       ${url}/graphql    (HTTP and WebSocket)${hasExplorer ? editor : ''}
  Player pool   ${poolId}    (NFL 2025)${database.others.length === 0 ? '' : shared}
  Commissioner  ${bearer === null ? 'whoever your identity provider knows' : `Authorization: Bearer ${bearer}`}

What to do next:${hasExplorer ? '\n  look around          the editor shows a query to begin with; changes need the header above' : ''}
  draft                docs/api.md: a league, a draft and its picks, step by step
  watch a whole draft  npm run demo, in another terminal
  ask how it is        npx draft-orchestrator status`;
}
