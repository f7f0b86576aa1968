import { WorkerPreset } from 'graphile-worker';
import { makePgService } from 'postgraphile/adaptors/pg';
import { lazyServices } from './src/api/lazy_services.ts';
import { apiPreset } from './src/api/preset.ts';
import { alarmPlugin, runnerQueryable } from './src/clock/alarm_plugin.ts';
import { readConfig } from './src/config.ts';
import { readAuthSecret } from './src/database/auth_secret.ts';
import { runningEmbeddedUrl } from './src/database/embedded.ts';
import { clockWork } from './src/events/clock_work.ts';
import { listenForHints } from './src/events/hints.ts';
import { logTimeOuts } from './src/orchestrator/time_out_log.ts';
import { createLog } from './src/telemetry/log.ts';
import { workerLogger } from './src/telemetry/worker_logger.ts';

const config = readConfig(process.env);
const log = createLog(config.logLevel);

/** How often a worker looks for due jobs: the net behind the precise alarm, and what opens scheduled drafts. */
const POLL_INTERVAL_MS = 2_000;
/** One task picks for every draft that is due, so a few at a time are enough. */
const CONCURRENT_JOBS = 4;

const directUrl = config.databaseDirectUrl ?? runningEmbeddedUrl(config.dataDir);
const url = config.databaseUrl ?? directUrl;

/** What the API works with in this process; `close` ends it, where the process outlives the API. */
export const services = lazyServices({
  url,
  directUrl,
  apiRole: config.roles.api,
  authSecret: config.authSecret ?? readAuthSecret(config.dataDir),
  log,
});

const alarm = alarmPlugin({
  work: (withPgClient) => clockWork(runnerQueryable(withPgClient), logTimeOuts(workerLogger(log)), log),
  hints: (hear, signal) => {
    if (directUrl !== null) listenForHints(directUrl, hear, signal, log);
  },
});

/**
 * The preset of the whole service. The stock `graphile-worker` and `postgraphile` command lines run on it as it is; so do
 * our own commands. Completion batching and the local queue stay off: batched completions lock several jobs in any order,
 * and deadlock with a batch of picks that re-arms them.
 */
const preset: GraphileConfig.Preset = {
  extends: [WorkerPreset, apiPreset(services, config.roles.visitor)],
  plugins: [alarm],
  worker: {
    ...(directUrl === null ? {} : { connectionString: directUrl }),
    taskDirectory: new URL('tasks', import.meta.url).pathname,
    pollInterval: POLL_INTERVAL_MS,
    concurrentJobs: CONCURRENT_JOBS,
    logger: workerLogger(log),
  },
  pgServices:
    url === null ? [] : [makePgService({ connectionString: url, schemas: ['app_public'], pubsub: false })],
};

export default preset;
