import { run } from 'graphile-worker';
import { alarmPlugin, runnerQueryable } from '../src/clock/alarm_plugin.ts';
import { ServerClock } from '../src/clock/server_clock.ts';
import { createPool, endPool, type Pool } from '../src/database/connect.ts';
import { readDue } from '../src/database/reads.ts';
import { clockWork } from '../src/events/clock_work.ts';
import { listenForHints } from '../src/events/hints.ts';
import { type PickDueOptions, pickDue } from '../src/orchestrator/pick_due.ts';
import { PoolCache } from '../src/orchestrator/pool_cache.ts';
import { createLog } from '../src/telemetry/log.ts';
import { workerLogger } from '../src/telemetry/worker_logger.ts';

// A worker process that tells its parent how late each pick was: when this process had the database's acknowledgement, on
// the database's clock, minus the deadline. The probe is the same for the product and for stock graphile-worker.
const [kind = 'ours', url = ''] = process.argv.slice(2);
const MEASURE_EVERY_MS = 1_000;
const log = createLog('warn');
const pool: Pool = createPool(url, { max: 12, applicationName: `bench ${kind}`, log });
const clock = new ServerClock();
const waiting: number[] = [];
let rings = 0;
let emptyRings = 0;

async function measure(): Promise<void> {
  const askedAt = performance.now();
  const { rows } = await pool.query<{ at: number }>(
    'select extract(epoch from clock_timestamp())::float8 * 1000 as at',
  );
  clock.measure(askedAt, performance.now(), rows[0]?.at ?? 0);
}

const observer: PickDueOptions['observer'] = {
  picked({ deadline }) {
    if (deadline) waiting.push(deadline.getTime());
  },
  failed: (draftId, error) => log.warn({ draftId, error }, 'could not pick'),
};

/** What was picked since the last acknowledgement, which came just now. */
function acknowledge(): void {
  rings += 1;
  if (waiting.length === 0) emptyRings += 1;
  const at = clock.now();
  const lateness = waiting.splice(0).map((deadline) => at - deadline);
  if (lateness.length > 0) process.send?.({ at, lateness });
}

const pools = new PoolCache();
/** Stock: one job per draft, whose task calls the same door for that draft with the same strategy. */
async function stockTask(payload: unknown): Promise<void> {
  const { draftId } = payload as { draftId: string };
  const due = await readDue(pool, draftId, 0);
  await pickDue(pool, due, draftId, { pools, observer });
  acknowledge();
}

const ours = alarmPlugin({
  work(withPgClient) {
    const work = clockWork(runnerQueryable(withPgClient), observer, log);
    return {
      ...work,
      async ring(keys) {
        const rung = await work.ring(keys);
        acknowledge();
        return rung;
      },
    };
  },
  hints: (hear, signal) => listenForHints(url, hear, signal, log),
});

await measure();
const measuring = setInterval(() => void measure().catch(() => undefined), MEASURE_EVERY_MS);
const runner = await run({
  pgPool: pool,
  taskList: { draft_timeout: stockTask },
  noHandleSignals: true,
  preset: { plugins: kind === 'ours' ? [ours] : [], worker: { logger: workerLogger(log) } },
});
process.send?.({ ready: true });
process.once('SIGTERM', async () => {
  clearInterval(measuring);
  process.send?.({ rings, emptyRings, clockErrorMs: clock.error(), cpu: process.cpuUsage() });
  await runner.stop();
  await endPool(pool);
  process.disconnect?.();
});
