import type {} from 'graphile-config';
import { WorkerPreset } from 'graphile-worker';
import { readConfig } from './src/config.ts';
import { runningEmbeddedUrl } from './src/database/embedded.ts';
import { createLog } from './src/telemetry/log.ts';
import { workerLogger } from './src/telemetry/worker_logger.ts';

const config = readConfig(process.env);

/** How often a worker looks for due jobs. */
const POLL_INTERVAL_MS = 100;
/** One task picks for every draft that is due, so a few at a time are enough. */
const CONCURRENT_JOBS = 4;

const connectionString = config.databaseDirectUrl ?? runningEmbeddedUrl(config.dataDir);

/**
 * The preset of the whole service. The stock `graphile-worker` command line runs on it as it is; so do our own
 * commands. Completion batching and the local queue stay off: batched completions lock several jobs in any order, and
 * deadlock with a batch of picks that re-arms them.
 */
const preset: GraphileConfig.Preset = {
  extends: [WorkerPreset],
  worker: {
    ...(connectionString === null ? {} : { connectionString }),
    taskDirectory: new URL('tasks', import.meta.url).pathname,
    pollInterval: POLL_INTERVAL_MS,
    concurrentJobs: CONCURRENT_JOBS,
    logger: workerLogger(createLog(config.logLevel)),
  },
};

export default preset;
