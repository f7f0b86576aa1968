import type { SignInLinks } from '../api/identity/sign_in_links.ts';
import type { Config } from '../config/config.ts';
import { readAuthSecret } from '../embedded/auth_secret.ts';
import { migrate } from '../migrate/migrate.ts';
import { createLog, type Log } from '../telemetry/log.ts';
import { maskSecrets } from '../telemetry/mask_secrets.ts';
import { logReady } from '../telemetry/readiness.ts';
import { takeStrayOutput } from '../telemetry/stray_output.ts';
import { createTerminalLog, isReadByPerson } from '../telemetry/terminal_log.ts';
import { startTracing } from '../telemetry/tracing.ts';
import { wire } from '../wire.ts';
import { startApi } from './api.ts';
import { startClock } from './clock.ts';
import { type Database, openDatabase } from './database.ts';
import { ensureRoom } from './ensure_room.ts';
import { prepareFirstSteps } from './first_steps.ts';
import { listedStrategies } from './listed_strategies.ts';
import { withMetrics } from './metrics.ts';
import { openBrowser } from './open_browser.ts';
import { startRelay } from './relay.ts';
import { requirePorts } from './require_ports.ts';
import { untilAskedToStop, untilOver } from './signals.ts';

/**
 * Runs the database (where it is embedded), its schema, a worker and the API, until a signal asks it to stop. In a terminal it tells a
 * person how far it is; where its output goes elsewhere, the log has everything as JSON.
 */
export async function start(
  config: Config,
  { open: mayOpen }: { readonly open: boolean },
  say: (text: string) => void,
): Promise<undefined> {
  const isForPerson = isReadByPerson();
  const log = isForPerson ? createTerminalLog(config.logLevel) : createLog(config.logLevel);
  const tell = isForPerson ? say : () => undefined;
  takeStrayOutput(log);
  const asked = untilAskedToStop();
  await requirePorts(config);
  tell('Starting Draft Orchestrator. The first time takes about ten seconds.\n');
  await ensureRoom(tell, log);
  const stopTracing = await startTracing(config.tracing, log);
  const database = await openDatabase(config, log);
  tell(
    `  database   ${config.databaseUrl === undefined ? `PostgreSQL under ${config.dataDir}` : 'that of DATABASE_URL'}`,
  );
  try {
    await migrate({ url: database.url, roles: config.roles, log });
    tell('  schema     up to date');
    const wired = wire(config, log, await listedStrategies());
    const clock = await startClock(database.url, wired.preset, config.roles, log);
    tell('  clock      running');
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
        tell('  API        answering\n');
        try {
          const { text, link } = await firstSteps(config, database, api.url, wired.services.signInLinks, log);
          say(text);
          if (link !== null && mayOpen) openBrowser(link, log);
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
      await relay.stop();
      await clock.stop();
    }
  } finally {
    await database.stop();
    await stopTracing();
  }
  tell('Stopped. Drafts go on at the next start.');
}

async function firstSteps(
  config: Config,
  database: Database,
  url: string,
  signInLinks: SignInLinks,
  log: Log,
): Promise<{ text: string; link: string | null }> {
  const secret = config.authSecret ?? readAuthSecret(config.dataDir);
  const { token: bearer, userId } = await prepareFirstSteps(database.url, secret, log);
  const base = config.access.publicUrl ?? reachable(url);
  const link = bearer === null ? null : signInLinks.issue(userId, base);
  const shared = `\n  Database      shared with process ${database.others.join(', ')}: it runs until the last of you ends`;
  const editor = `\n  Queries       ${base}/explorer    (an editor, in the browser)`;
  const text = `Draft Orchestrator is running. Ctrl-C stops everything; the drafts go on at the next start.

  Draft room    ${link ?? `${base}/`}${link === null ? '' : '\n                (signs you in, once; the next start prints a new link)'}

  GraphQL       ${url}/graphql    (HTTP and WebSocket)${config.access.hasExplorer ? editor : ''}${database.others.length === 0 ? '' : shared}
  Programs      ${bearer === null ? 'sign in with your identity provider' : `Authorization: Bearer ${bearer}`}

What to do next:
  draft                open the link: make a league and a draft, or try a draft at once
  watch a whole draft  npm run demo, in another terminal
  use the API          docs/api.md: a league, a draft and its picks, step by step
  ask how it is        npx draft-orchestrator status`;
  return { text, link };
}

/** An address that a browser on this machine can open, where the service listens on all of them. */
function reachable(url: string): string {
  return url.replace('//0.0.0.0:', '//127.0.0.1:').replace('//[::]:', '//[::1]:');
}
