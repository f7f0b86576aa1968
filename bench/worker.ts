import { run } from 'graphile-worker';
import { alarmPlugin } from '../src/clock/alarm_plugin.ts';
import { runnerQueryable } from '../src/clock/prepared.ts';
import { ServerClock } from '../src/clock/server_clock.ts';
import { clockSettings } from '../src/clock/settings.ts';
import { type ConnectionPool, createConnectionPool, endConnectionPool } from '../src/database/connect.ts';
import { readDue } from '../src/database/picks.ts';
import { Deliberations } from '../src/orchestrator/deliberations.ts';
import { DraftMemory } from '../src/orchestrator/draft_memory.ts';
import { type PickDueOptions, pickDue } from '../src/orchestrator/pick_due.ts';
import { standAside, timeOut } from '../src/orchestrator/time_out.ts';
import { plugIns } from '../src/plug_ins/plug_ins.ts';
import { createLog } from '../src/telemetry/log.ts';
import { workerLogger } from '../src/telemetry/worker_logger.ts';
import { draftAlarm } from '../src/worker/draft_alarm.ts';
import { unobserved } from './seed.ts';

// A worker process that reports to its parent how late each pick was: when this process had the database's acknowledgement, on
// the database's clock, minus the deadline. The probe is the same for the product and for stock graphile-worker.
const [kind = 'ours', url = '', ...modules] = process.argv.slice(2);
const MEASURE_EVERY_MS = 1_000;
// Of what plug-ins do wrong a bench is full.
const log = createLog(modules.length > 0 ? 'fatal' : 'warn');
const pool: ConnectionPool = createConnectionPool(url, { max: 12, applicationName: `bench ${kind}`, log });
/** The probe's own, so that it is not counted among the queries. */
const probe: ConnectionPool = createConnectionPool(url, { max: 1, applicationName: 'bench probe', log });
const clock = new ServerClock();
/** Statements that this process sent. */
let queries = 0;
pool.on('connect', (client) => {
  const query = client.query.bind(client) as (...args: unknown[]) => unknown;
  const counted = (...args: unknown[]) => {
    queries += 1;
    return query(...args);
  };
  Object.assign(client, { query: counted });
});
let rings = 0;
let emptyRings = 0;
/** Drafts that rings asked for, picked or not. */
let asked = 0;

async function measure(): Promise<void> {
  const askedAt = performance.now();
  const { rows } = await probe.query<{ at: number }>(
    'select extract(epoch from clock_timestamp())::float8 * 1000 as at',
  );
  clock.measure(askedAt, performance.now(), rows[0]?.at ?? 0);
}

/** Drafts whose picks are told apart from the others. */
let company: ReadonlySet<string> = new Set();
let told: { at: number; lateness: number[]; ofCompany: number[] } = { at: 0, lateness: [], ofCompany: [] };

const observer: PickDueOptions['observer'] = {
  ...unobserved,
  // Called as soon as the connection that committed has its acknowledgement.
  picked({ draftId, deadline }) {
    const at = clock.now();
    const list = company.has(draftId) ? told.ofCompany : told.lateness;
    if (deadline) list.push(at - deadline.getTime());
    told.at = at;
  },
  failed: (draftId, error) => log.warn({ draftId, error }, 'could not pick'),
};

function ringEnded(keys: number): void {
  rings += 1;
  asked += keys;
  if (told.lateness.length + told.ofCompany.length === 0) emptyRings += 1;
  else process.send?.(told);
  told = { at: 0, lateness: [], ofCompany: [] };
}

plugIns.use(modules, log);
const deliberations = new Deliberations(plugIns);
const memory = new DraftMemory();
/** Ours: the job that the alarm is in front of. */
async function ourTask(payload: unknown): Promise<void> {
  const { draftId } = payload as { draftId: string };
  const wasNeeded = await timeOut(pool, draftId, { memory, observer, deliberations });
  ringEnded(1);
  if (!wasNeeded) await standAside();
}

/** Stock: one job per draft, whose task calls the same apply_picks for that draft with the same strategy. */
async function stockTask(payload: unknown): Promise<void> {
  const { draftId } = payload as { draftId: string };
  const due = await memory.learn(pool, await readDue(pool, draftId, 0, 0));
  await pickDue(
    pool,
    due.map(({ draft }) => draft),
    draftId,
    { memory, observer },
  );
  ringEnded(1);
}

const ours = alarmPlugin((withPgClient, keeper) => {
  const work = draftAlarm(runnerQueryable(withPgClient), {
    process: { ...keeper, name: 'bench' },
    listenUrl: url,
    observer,
    strategies: plugIns,
    log,
  });
  return {
    ...work,
    async ring(keys) {
      const rung = await work.ring(keys);
      ringEnded(keys.length);
      return rung;
    },
  };
});

await measure();
const measuring = setInterval(() => void measure().catch(() => undefined), MEASURE_EVERY_MS);
// Nothing but that timer keeps the process alive meanwhile.
await plugIns.loaded();
const logger = workerLogger(log);
const runner = await run({
  pgPool: pool,
  taskList: { draft_timeout: kind === 'ours' ? ourTask : stockTask },
  noHandleSignals: true,
  preset:
    kind === 'ours' ? { plugins: [ours], worker: { ...clockSettings, logger } } : { worker: { logger } },
});
// The parent is gone: nothing else would end this process.
process.once('disconnect', () => process.exit());
process.on('message', (asked: { company?: readonly string[] }) => {
  if (asked.company) company = new Set(asked.company);
  else process.send?.({ cpu: process.cpuUsage(), queries });
});
process.send?.({ ready: true });
process.once('SIGTERM', async () => {
  clearInterval(measuring);
  process.send?.({ rings, emptyRings, asked, clockErrorMs: clock.error() });
  await runner.stop();
  await endConnectionPool(pool);
  await endConnectionPool(probe);
  process.disconnect?.();
});
