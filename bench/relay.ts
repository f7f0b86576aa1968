import { setTimeout as sleep } from 'node:timers/promises';
import { type ConnectionPool, createConnectionPool, endConnectionPool } from '../src/database/connect.ts';
import { Announcer } from '../src/events/announcer.ts';
import { createLog } from '../src/telemetry/log.ts';
import { Endpoints, OPERATOR } from './endpoints.ts';
import { measureLateness, seedForLateness } from './lateness.ts';
import { residentKib, secondsOf } from './machine.ts';
import { pickEvenly } from './pick_evenly.ts';
import { RealProcess } from './real_process.ts';
import type { Figures } from './report.ts';
import type { Bench, Scene } from './scene.ts';
import { seedDrafts } from './seed.ts';
import { percentiles, round } from './statistics.ts';
import { layTable } from './table.ts';

const PICKING_CONNECTIONS = 8;
const PICKS_PER_DRAFT = 180;
/** Nothing was delivered for so long: what has not come will not come. */
const QUIET_MS = 15_000;
const DUE_IN_SECONDS = 3_600;
const KIB_PER_MIB = 1_024;

/**
 * From a commit to the systems that get events: a real relay process, webhooks on real sockets, each of a league of its own, one of which hangs, one
 * answers 500, and one takes a second. First events at a rate, then how fast those that waited are delivered. Delays count from the event's
 * `at` on the database's clock until a healthy receiver has the body.
 */
export const relay: Bench = { drafts: 100, seconds: 10, rate: 500, run };

async function run(scene: Scene): Promise<Figures> {
  const endpoints = await Endpoints.start(scene.url, scene.options.endpoints);
  try {
    if (scene.options.lateness) return await latenessBeside(scene, endpoints);
    return { ...(await deliverAtRate(scene, endpoints)), ...(await catchUp(scene, endpoints)) };
  } finally {
    await endpoints.end();
    await scene.db.query('delete from app_public.endpoints');
  }
}

async function deliverAtRate({ db, url, options, progress }: Scene, endpoints: Endpoints): Promise<Figures> {
  const { drafts, rate, seconds, warmUp } = options;
  const picks = rate * (seconds + warmUp);
  if (picks > PICKS_PER_DRAFT * drafts)
    throw new Error(`${drafts} drafts have too few picks for that long: use more --drafts`);
  const laid = await layTable(db, drafts, (made) => progress('drafts', made, drafts));
  // Of leagues that are run by many.
  const table = { ...laid, league: { ...laid.league, commissioner: OPERATOR } };
  const healthy = await endpoints.connect(db);
  const log = createLog('warn');
  const door = createConnectionPool(url, { max: PICKING_CONNECTIONS, applicationName: 'bench relay', log });
  const announcer = new Announcer(door, (error) => log.warn({ err: error }, 'Could not announce'));
  const process = await RealProcess.relay(url);
  try {
    const warm = rate * warmUp;
    const atFirst = await eventsOf(db, healthy);
    await pickEvenly(door, announcer, table, { from: 0, to: warm, rate });
    const before = await eventsOf(db, healthy);
    await endpoints.received(before - atFirst, { quietMs: QUIET_MS, onProgress: () => undefined });
    await endpoints.begin();
    const onPicked = (made: number) => progress('picks', made, picks);
    await pickEvenly(door, announcer, table, { from: warm, to: picks, rate, onPicked });
    const expected = (await eventsOf(db, healthy)) - before;
    const got = await endpoints.received(expected, { quietMs: QUIET_MS, onProgress: () => undefined });
    const { p50, p99, max } = percentiles(got.delaysMs);
    return {
      delivery_ms: { p50, p99, max },
      lost_at_rate: expected - got.different,
      clock_error_ms: round(got.clockErrorMs),
    };
  } finally {
    await announcer.settled();
    await endConnectionPool(door);
    await process.end();
  }
}

/** Delivers events that waited, to all endpoints at once. */
async function catchUp({ db, url, options, progress }: Scene, endpoints: Endpoints): Promise<Figures> {
  const { events } = options;
  const perDraft = PICKS_PER_DRAFT / 2;
  const drafts = Math.max(options.endpoints, Math.ceil(events / perDraft));
  const atPick = Math.max(1, Math.round(events / drafts) - 1);
  const dueIn = { first: DUE_IN_SECONDS, step: 0 };
  const onProgress = (made: number) => progress('drafts', made, drafts);
  await seedDrafts(db, { drafts, secondsPerPick: DUE_IN_SECONDS, atPick, dueIn, onProgress });
  const healthy = await endpoints.connect(db);
  const expected = await letWait(db, healthy);
  await endpoints.begin();
  const process = await RealProcess.relay(url);
  try {
    const startedAt = performance.now();
    const onReceived = (received: number) => progress('deliveries', received, expected);
    const got = await endpoints.received(expected, { quietMs: QUIET_MS, onProgress: onReceived });
    const isAll = got.different >= expected;
    const took = (performance.now() - startedAt - (isAll ? 0 : QUIET_MS)) / 1_000;
    return {
      events_waiting: await eventsOf(db, await allLeagues(db)),
      events_per_second: round(got.different / took),
      delivered: got.different,
      repeated: got.received - got.different,
      lost: expected - got.different,
      relay_memory_mib: round(residentKib(process.pid) / KIB_PER_MIB),
    };
  } finally {
    await process.end();
  }
}

/** How late picks are without a relay, and while one catches up. */
async function latenessBeside(scene: Scene, endpoints: Endpoints): Promise<Figures> {
  const { db, url, options } = scene;
  const drafts = Math.max(options.drafts, Math.ceil(options.events / 2));
  const herd = { ...scene, options: { ...options, drafts } };
  await seedForLateness(herd);
  const without = await measureLateness(herd);
  await endpoints.connect(db);
  const waiting = await letWait(db, await allLeagues(db));
  await endpoints.begin();
  const process = await RealProcess.relay(url);
  try {
    const cores = measureCores({ relay: process.pid, receivers: endpoints.pid });
    const during = await measureLateness(herd);
    const usedCores = cores();
    const { different } = await endpoints.count();
    const p99 = (figures: Figures) => (figures['lateness_ms'] as { p99: number }).p99;
    return {
      events_waiting: waiting,
      delivered_meanwhile: different,
      without,
      while_catching_up: during,
      cores: usedCores,
      times_p99: round(p99(during) / p99(without)),
    };
  } finally {
    await process.end();
  }
}

/** Starts measuring; the answer says how much of a core each process used since. */
function measureCores<Name extends string>(pids: Record<Name, number>): () => Record<Name, number> {
  const used = () => Object.entries<number>(pids).map(([name, pid]) => [name, secondsOf(pid)] as const);
  const [startedAt, before] = [performance.now(), Object.fromEntries(used())];
  return () => {
    const seconds = (performance.now() - startedAt) / 1_000;
    const cores = used().map(([name, now]) => [name, round((now - (before[name] ?? 0)) / seconds)]);
    return Object.fromEntries(cores) as Record<Name, number>;
  };
}

/** Nothing of any draft was delivered yet. Answers how many events of the leagues wait. */
async function letWait(db: ConnectionPool, leagues: readonly string[]): Promise<number> {
  await db.query('update app_private.endpoint_cursors set version = 0 where is_draft');
  await db.query('vacuum analyze');
  // What the vacuum wrote is on its way to the disk for a moment.
  await db.query('checkpoint').catch(() => sleep(1_000));
  return eventsOf(db, leagues);
}

async function eventsOf(db: ConnectionPool, leagues: readonly string[]): Promise<number> {
  const { rows } = await db.query<{ events: number }>(
    'select coalesce(sum(version), 0)::integer as events from app_public.drafts where league_id = any ($1)',
    [leagues],
  );
  return rows[0]?.events ?? 0;
}

async function allLeagues(db: ConnectionPool): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>('select distinct league_id as id from app_public.drafts');
  return rows.map(({ id }) => id);
}
