import { hostname } from 'node:os';
import { fileURLToPath } from 'node:url';
import { WorkerPreset } from 'graphile-worker';
import { makePgService } from 'postgraphile/adaptors/pg';
import { lazyServices } from './src/api/lazy_services.ts';
import { apiPreset } from './src/api/preset.ts';
import { alarmHealth } from './src/clock/alarm_health.ts';
import { alarmPlugin } from './src/clock/alarm_plugin.ts';
import { completionPlugin } from './src/clock/completion_plugin.ts';
import { handover } from './src/clock/handover.ts';
import { runnerQueryable } from './src/clock/prepared.ts';
import { clockSettings } from './src/clock/settings.ts';
import { readConfig } from './src/config.ts';
import { sessionUrl } from './src/database/session.ts';
import { readAuthSecret } from './src/embedded/auth_secret.ts';
import { runningEmbeddedUrl } from './src/embedded/embedded.ts';
import { WORKER_SCHEMA } from './src/migrate/migrate.ts';
import { createLog } from './src/telemetry/log.ts';
import { metrics } from './src/telemetry/metrics.ts';
import { workerLogger } from './src/telemetry/worker_logger.ts';
import { draftAlarm } from './src/worker/draft_alarm.ts';
import { logTimeOuts } from './src/worker/log_time_outs.ts';
import { measureTimeOuts } from './src/worker/measure_time_outs.ts';

const config = readConfig(process.env);
const log = createLog(config.logLevel);

const directUrl = config.databaseDirectUrl ?? runningEmbeddedUrl(config.dataDir);
const url = config.databaseUrl ?? directUrl;

/** What the API works with in this process; `close` ends it, where the process outlives the API. */
export const services = lazyServices({
  directUrl,
  readUrl: url,
  apiRole: config.roles.api,
  visitorRole: config.roles.visitor,
  authSecret: config.authSecret ?? readAuthSecret(config.dataDir),
  access: config.access,
  metrics,
  log,
});

const alarm = alarmPlugin(
  (withPgClient, keeper) =>
    draftAlarm(runnerQueryable(withPgClient), {
      process: { ...keeper, name: `${hostname()}:${process.pid}` },
      listenUrl: directUrl,
      observer: measureTimeOuts(metrics, logTimeOuts(workerLogger(log))),
      log,
    }),
  alarmHealth,
  handover,
);

/**
 * The preset of the whole service. The stock `graphile-worker` and `postgraphile` command lines run on it as it is; so do
 * our own commands. Completion batching and the local queue stay off: batched completions lock several jobs in any order,
 * and deadlock with a batch of picks that re-arms them.
 */
const preset: GraphileConfig.Preset = {
  extends: [WorkerPreset, apiPreset(services, config.roles.visitor)],
  // The first ends last: the process is among the living until no job of its own is left.
  plugins: [alarm, completionPlugin()],
  worker: {
    ...(directUrl === null
      ? {}
      : { connectionString: sessionUrl(directUrl, 'draft-orchestrator worker (stock)') }),
    // Whatever GRAPHILE_WORKER_SCHEMA says: our functions make their jobs in this one.
    schema: WORKER_SCHEMA,
    taskDirectory: fileURLToPath(new URL('tasks', import.meta.url)),
    ...clockSettings,
    logger: workerLogger(log),
  },
  // For the stock command line of PostGraphile, which listens on all addresses where nothing is said.
  grafserv: { host: config.host, port: config.port },
  pgServices:
    url === null ? [] : [makePgService({ pool: services.reads(), schemas: ['app_public'], pubsub: false })],
};

export default preset;
