import { setTimeout as sleep } from 'node:timers/promises';
import { type ConnectionPool, createConnectionPool, endConnectionPool } from '../src/database/connect.ts';
import { Announcer } from '../src/events/announcer.ts';
import { createLog } from '../src/telemetry/log.ts';
import { Audience } from './audience.ts';
import { measureCpu, residentKib, secondsOf } from './machine.ts';
import { pickEvenly } from './pick_evenly.ts';
import { RealProcess } from './real_process.ts';
import type { Figures } from './report.ts';
import type { Bench, Scene } from './scene.ts';
import { percentiles, round } from './statistics.ts';
import type { Place } from './subscribers.ts';
import { type LaidTable, layTable } from './table.ts';

const SECRET = 'of the bench alone, and long enough for tokens';
const PICKS_PER_DRAFT = 180;
const PICKING_CONNECTIONS = 8;
const SEEN_WITHIN_MS = 20_000;
/** After everybody left; garbage goes some time later. */
const LEFT_MS = 5_000;
const KIB_PER_MIB = 1_024;

/**
 * From a pick to everybody who follows its draft: real server processes, a socket for each subscriber, picks through apply_pick that
 * are announced as a worker announces them. Latency counts from the event's `at`, the database's time inside the transaction, so
 * the commit and its flush are in it, to the moment the subscriber's process has the text. Memory is what the server's processes
 * have in RAM, garbage included.
 */
export const fanout: Bench = { drafts: 100, seconds: 20, rate: 100, run };

async function run({ db, url, options, progress }: Scene): Promise<Figures> {
  const { drafts, rate, seconds, warmUp, subscribers } = options;
  const needed = (rate * (seconds + warmUp)) / drafts;
  if (needed > PICKS_PER_DRAFT) {
    const most = Math.floor((PICKS_PER_DRAFT * drafts) / (seconds + warmUp));
    throw new Error(
      `${drafts} drafts have too few picks for that long: use --rate ${most} or less, or more --drafts`,
    );
  }
  const table = await layTable(db, drafts, (made) => progress('drafts', made, drafts));
  const audience = new Audience();
  const servers: RealProcess[] = [];
  const urls: string[] = [];
  try {
    for (let started = 0; started < options.servers; started += 1) {
      const { server, url: address } = await RealProcess.server(url, SECRET);
      servers.push(server);
      urls.push(address);
    }
    const memory = () => round(servers.reduce((sum, { pid }) => sum + residentKib(pid), 0) / KIB_PER_MIB);
    const before = memory();
    const connectedAt = performance.now();
    const places = await placesOf(db, table, urls, options);
    await audience.open(url, places, (opened) => progress('subscribers', opened, subscribers));
    const connectSeconds = (performance.now() - connectedAt) / 1_000;
    await sleep(warmUp * 1_000);
    const connected = memory();
    const figures = await pickAndSee({ db, url, options, progress, kind: 'ours' }, table, audience, servers);
    const busy = memory();
    await audience.leave();
    await sleep(LEFT_MS);
    return {
      ...figures,
      subscribers,
      seconds_to_connect_all: round(connectSeconds),
      server_memory_mib: { before, connected, after_picks: busy, after_all_left: memory() },
      server_memory_kib_per_subscriber: round(((connected - before) * KIB_PER_MIB) / subscribers),
    };
  } finally {
    audience.end();
    await Promise.all(servers.map((server) => server.end()));
  }
}

/** Subscribers spread evenly over the drafts and the servers. */
async function placesOf(
  db: ConnectionPool,
  { draftIds }: LaidTable,
  urls: readonly string[],
  { subscribers, transport }: Scene['options'],
): Promise<Place[]> {
  const { rows } = await db.query<{ version: number }>(
    `select version from app_public.drafts where state = 'IN_PROGRESS' limit 1`,
  );
  return Array.from({ length: subscribers }, (_, i) => ({
    url: urls[Math.floor(i / draftIds.length) % urls.length] ?? '',
    draftId: draftIds[i % draftIds.length] ?? '',
    after: rows[0]?.version ?? 0,
    transport: transport === 'both' ? (i % 2 === 0 ? 'websocket' : 'http') : transport,
  }));
}

/** Picks at the rate, first to warm up, then to be measured, and says how it reached everybody. */
async function pickAndSee(
  { db, url, options, progress }: Scene,
  table: LaidTable,
  audience: Audience,
  servers: readonly RealProcess[],
): Promise<Figures> {
  const { rate, seconds, warmUp, subscribers, drafts } = options;
  const log = createLog('warn');
  const door = createConnectionPool(url, { max: PICKING_CONNECTIONS, applicationName: 'bench fanout', log });
  const announcer = new Announcer(door, (error) => log.warn({ err: error }, 'Could not announce'));
  try {
    const warm = rate * warmUp;
    await pickEvenly(door, announcer, table, { from: 0, to: warm, rate });
    await audience.measure();
    const serverSeconds = () => servers.reduce((sum, { pid }) => sum + secondsOf(pid), 0);
    const [cpu, cpuBefore, startedAt] = [await measureCpu(db), serverSeconds(), performance.now()];
    const picks = rate * seconds;
    await pickEvenly(door, announcer, table, {
      from: warm,
      to: warm + picks,
      rate,
      onPicked: (made) => progress('picks', made, picks),
    });
    if (rate === 0) await sleep(seconds * 1_000);
    const took = (performance.now() - startedAt) / 1_000;
    const seen = await audience.seen(await versionsOf(db), SEEN_WITHIN_MS);
    const servedFor = serverSeconds() - cpuBefore;
    const shares = await cpu(servedFor + seen.cpuSeconds);
    const { p50, p99, max } = percentiles(seen.latencies);
    const received = seen.latencies.length;
    const expected = (picks * subscribers) / drafts;
    return {
      latency_ms: { p50, p99, max },
      missed: seen.missed,
      repeated: seen.repeated,
      out_of_order: seen.outOfOrder,
      received,
      expected: round(expected),
      picks_per_second: round(picks / took),
      cpu_seconds: {
        servers: round(servedFor),
        subscribers: round(seen.cpuSeconds),
        database: round(shares?.database ?? 0),
      },
      server_cpu_microseconds_per_delivery: received === 0 ? null : round((servedFor * 1_000_000) / received),
      cpu_share_of_others: shares && round(shares.others),
      clock_error_ms: round(seen.clockErrorMs),
    };
  } finally {
    await announcer.settled();
    await endConnectionPool(door);
  }
}

async function versionsOf(db: ConnectionPool): Promise<Record<string, number>> {
  const { rows } = await db.query<{ id: string; version: number }>(
    'select id, version from app_public.drafts',
  );
  return Object.fromEntries(rows.map(({ id, version }) => [id, version]));
}
