import { superviseRunner } from '../clock/runner.ts';
import type { Config } from '../config/config.ts';
import { readBacklog } from '../database/backlog.ts';
import { checkServer, createConnectionPool, endConnectionPool, SILENCE_MS } from '../database/connect.ts';
import { watchInbox } from '../listeners/inbox_watch.ts';
import { watchOutbox } from '../outbox/outbox_watch.ts';
import { degraded } from '../telemetry/degraded.ts';
import type { Log } from '../telemetry/log.ts';
import { metrics } from '../telemetry/process_metrics.ts';
import { wireRelay } from '../wire.ts';
import { checkDatabase } from './check_database.ts';

/**
 * Connections that deliveries have, at most, with the one that hears of new jobs. A delivery has one for its statements only, not while an
 * endpoint is waited for; with one for each job, a relay that caught up had the database do so much at once that clocks waited for it.
 */
const DELIVERING = 3;
/** Those of the sweeps, and of the messages of other systems. */
const OTHERS = 2;

/** What delivers events to other systems in one process. */
export interface RunningRelay {
  /** Whether jobs are being looked for, and the database was asked for news lately. */
  isRunning(): boolean;
  /** Rejects with a ClockStopped when it cannot go on, which beside a clock never happens; resolves when it was stopped. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

/**
 * Runs the relay on a database: a runner of its own, with jobs and a pool of its own, so that no delivery stands before a clock.
 * @param isAll whether the process does nothing else: only then it gives up some day, for a supervisor to act. Beside a clock it goes on trying
 */
export async function startRelay(
  url: string,
  config: Config,
  log: Log,
  { isAll = false } = {},
): Promise<RunningRelay> {
  const common = { silenceMs: SILENCE_MS, prepares: true, log };
  const pool = createConnectionPool(url, {
    ...{ max: OTHERS, applicationName: 'draft-orchestrator relay' },
    ...common,
  });
  // Jobs, leases and cursors that a crash takes back are events that are delivered again.
  const deliveries = createConnectionPool(url, {
    ...{ max: DELIVERING, applicationName: 'draft-orchestrator deliveries', isForgetful: true },
    ...common,
  });
  const endPools = () => Promise.all([pool, deliveries].map(endConnectionPool));
  try {
    await checkDatabase(pool, url, config.roles);
    await checkServer(deliveries, url);
  } catch (error) {
    await endPools();
    throw error;
  }
  if (isAll) metrics.readBacklogWith(() => readBacklog(pool));
  const { preset, taskList, kinds, close } = wireRelay(config, pool, log);
  metrics.expects({ kinds });
  const watch = watchOutbox(pool, url, log);
  const inbox = watchInbox(pool, log);
  const giveUp = isAll ? {} : { giveUpAfterMs: Number.POSITIVE_INFINITY };
  const runner = superviseRunner(deliveries, preset, log, { taskList, name: 'the relay', ...giveUp });
  const isRunning = () => runner.isRunning() && watch.isWell();
  const forget = degraded.when('publishers', () => !isRunning());
  // graphile-worker does not wait for the completion of a job: when the database is gone, nobody hears of it but here.
  const onRejection = (cause: unknown) => runner.restart(cause);
  process.on('unhandledRejection', onRejection);
  return {
    isRunning,
    ended: runner.ended,
    async stop() {
      forget();
      await Promise.all([watch.stop(), inbox.stop()]);
      await runner.stop();
      await close();
      process.off('unhandledRejection', onRejection);
      await endPools();
    },
  };
}
