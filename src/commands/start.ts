import type { Config } from '../config/config.ts';
import { readAuthSecret } from '../embedded/auth_secret.ts';
import { migrate } from '../migrate/migrate.ts';
import { createLog } from '../telemetry/log.ts';
import { maskSecrets } from '../telemetry/mask_secrets.ts';
import { logReady } from '../telemetry/readiness.ts';
import { takeStrayOutput } from '../telemetry/stray_output.ts';
import { wire } from '../wire.ts';
import { startApi } from './api.ts';
import { startClock } from './clock.ts';
import { type Database, openDatabase } from './database.ts';
import { prepareFirstSteps } from './first_steps.ts';
import { withMetrics } from './metrics.ts';
import { startRelay } from './relay.ts';
import { untilAskedToStop, untilOver } from './signals.ts';

/** Runs the database (where it is embedded), its schema, a worker and the API, until a signal asks it to stop. */
export async function start(config: Config, say: (text: string) => void): Promise<undefined> {
  const log = createLog(config.logLevel);
  takeStrayOutput(log);
  const asked = untilAskedToStop();
  const database = await openDatabase(config, log);
  try {
    await migrate({ url: database.url, roles: config.roles, log });
    const wired = wire(config, log);
    const clock = await startClock(database.url, wired.preset, config.roles, log);
    const relay = await startRelay(database.url, config, log).catch(async (error: unknown) => {
      await clock.stop();
      throw error;
    });
    try {
      await withMetrics({ ...config, isReady: () => clock.readiness() }, log, async ({ metricsUrl }) => {
        const api = await startApi({
          ...{ config, wired, url: database.url, log },
          isClockRunning: () => clock.isRunning(),
        });
        try {
          say(await firstSteps(config, database, api.url));
          logReady(
            log,
            { ready: 'start', url: `${api.url}/graphql`, metricsUrl, database: maskSecrets(database.url) },
            'This process picks for every draft whose clock runs out, and answers GraphQL',
          );
          log.info(
            { signal: await Promise.race([untilOver(asked, clock), database.lost]) },
            'Stopping: what is under way finishes, then the connections close',
          );
        } finally {
          await api.stop();
        }
      });
    } finally {
      await relay.stop();
      await clock.stop();
    }
  } finally {
    await database.stop();
  }
}

async function firstSteps(config: Config, database: Database, url: string): Promise<string> {
  const secret = config.authSecret ?? readAuthSecret(config.dataDir);
  const { token: bearer, poolId } = await prepareFirstSteps(database.url, secret, createLog(config.logLevel));
  const shared = `\n  Database      shared with process ${database.others.join(', ')}: it runs until the last of you ends`;
  const editor = `\n  Try it out    ${url}/           (an editor for queries, in the browser)`;
  return `Draft Orchestrator is running.

  GraphQL       ${url}/graphql    (HTTP and WebSocket)${config.access.hasExplorer ? editor : ''}
  Player pool   ${poolId}    (NFL 2025)${database.others.length === 0 ? '' : shared}
  Commissioner  ${bearer === null ? 'whoever your identity provider knows' : `Authorization: Bearer ${bearer}`}

Next: create a league and start a draft, step by step in docs/api.md. Or watch a whole one: npm run demo
Ctrl-C stops everything; the drafts go on at the next start.`;
}
