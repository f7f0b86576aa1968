import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Program } from '../../src/processes/program.ts';
import { Slowness } from '../../src/telemetry/degraded.ts';
import { startApi } from '../support/api.ts';
import { draftRow, newDraft, newPool } from '../support/drafts.ts';
import { newKey, signWith, startProvider } from '../support/identity_provider.ts';
import { metricsOf, startProgram } from '../support/processes.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';
import { until } from '../support/until.ts';

let database: TestDatabase;
let worker: Program | null = null;
beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(async () => {
  await worker?.kill();
  worker = null;
  await database.drop();
});

/** Starts a worker process; answers where its metrics are. */
async function startWorker(url = database.url): Promise<string> {
  worker = startProgram(['src/main.ts', 'worker'], {
    DATABASE_URL: url,
    METRICS_PORT: '0',
    LOG_LEVEL: 'info',
  });
  return metricsOf(worker);
}

async function readiness(metricsUrl: string): Promise<{ status: number; degraded: string[] }> {
  const answer = await fetch(new URL('/readyz', metricsUrl));
  const { degraded = [] } = (await answer.json()) as { degraded?: string[] };
  return { status: answer.status, degraded };
}

/** Waits until a process says that it works without a part, or (false) with it, and is ready meanwhile. */
async function untilItLacks(metricsUrl: string, part: string, lacks = true): Promise<void> {
  await until(async () => {
    const told = await readiness(metricsUrl);
    return told.status === 200 && told.degraded.includes(part) === lacks ? true : undefined;
  });
}

async function gauge(metricsUrl: string, part: string): Promise<number> {
  const text = await (await fetch(metricsUrl)).text();
  const line = text.split('\n').find((one) => one.startsWith(`draft_orchestrator_degraded{part="${part}"}`));
  return Number(line?.split(' ').at(-1));
}

/** Plays a draft whose clocks all run out, to its end: how late each pick was, in milliseconds. */
async function playByTheClock(): Promise<number[]> {
  const poolId = await newPool(database.pool, 50);
  const { draftId } = await newDraft(database.pool, { teams: 2, rounds: 2, secondsPerPick: 0.2, poolId });
  await until(async () =>
    (await draftRow(database.pool, draftId)).state === 'COMPLETED' ? true : undefined,
  );
  const { rows } = await database.pool.query<{ late: number }>(
    `select extract(epoch from p.at - p.deadline)::float8 * 1000 as late from (
       select kind, at, lag(coalesce(data ->> 'nextDeadline', data ->> 'deadline')::timestamptz) over (order by version) as deadline
         from app_public.draft_events where draft_id = $1
     ) p where p.kind = 'PICKED'`,
    [draftId],
  );
  expect(rows.length).toBe(4);
  return rows.map(({ late }) => late);
}

/** A way to the database on which each answer takes so long. */
async function slowWay(to: string, milliseconds: number): Promise<{ url: string; close(): void }> {
  const target = new URL(to);
  const server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname);
    for (const socket of [client, upstream]) socket.setNoDelay(true).on('error', () => undefined);
    client.on('data', (chunk) => upstream.write(chunk)).on('close', () => upstream.destroy());
    upstream.on('data', (chunk) => void setTimeout(() => client.write(chunk), milliseconds));
    upstream.on('close', () => client.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = new URL(to);
  url.port = String((server.address() as AddressInfo).port);
  url.hostname = '127.0.0.1';
  return { url: url.href, close: () => void server.close() };
}

describe('a worker process', () => {
  it('picks on without publishers, says what it lacks, and delivers again by itself', async () => {
    const metricsUrl = await startWorker();
    await until(async () => ((await readiness(metricsUrl)).degraded.length === 0 ? true : undefined));
    // Whatever it is that a relay needs: here what finds out who is behind.
    const rename = (from: string, to: string) =>
      database.pool.query(`alter function app_private.${from} rename to ${to}`);
    await rename('sweep_deliveries', 'out_of_reach');
    await untilItLacks(metricsUrl, 'publishers');
    expect(await gauge(metricsUrl, 'publishers')).toBe(1);
    for (const late of await playByTheClock()) expect(late).toBeGreaterThanOrEqual(0);
    await rename('out_of_reach', 'sweep_deliveries');
    await untilItLacks(metricsUrl, 'publishers', false);
    expect(await gauge(metricsUrl, 'publishers')).toBe(0);
  });

  it('picks on without NOTIFY, and says so', async () => {
    const metricsUrl = await startWorker();
    const ending = setInterval(() => {
      void database.pool
        .query(
          `select pg_terminate_backend(pid) from pg_stat_activity
            where application_name = 'draft-orchestrator events' and datname = current_database()`,
        )
        .catch(() => undefined);
    }, 20);
    try {
      await untilItLacks(metricsUrl, 'notify');
      for (const late of await playByTheClock()) expect(late).toBeGreaterThanOrEqual(0);
    } finally {
      clearInterval(ending);
    }
    await untilItLacks(metricsUrl, 'notify', false);
  });

  it('picks as late as the database is slow, never early, and says so', async () => {
    const way = await slowWay(database.url, 400);
    const metricsUrl = await startWorker(way.url);
    await untilItLacks(metricsUrl, 'slow_database');
    expect(await gauge(metricsUrl, 'slow_database')).toBe(1);
    for (const late of await playByTheClock()) expect(late).toBeGreaterThanOrEqual(0);
    way.close();
  });
});

describe('a server process', () => {
  it('knows people without their identity provider, says so, and notices by itself when it is back', async () => {
    const provider = await startProvider();
    const key = await newKey('first');
    const api = await startApi(database.url, provider.env);
    const readyz = `${api.url}/readyz`;
    try {
      expect(await readiness(readyz)).toEqual({ status: 200, degraded: [] });
      const ask = async () =>
        fetch(`${api.url}/events.ndjson`, { headers: { authorization: `Bearer ${await signWith(key)}` } });
      expect((await ask()).status).toBe(503);
      await untilItLacks(readyz, 'identity_provider');
      provider.publish(key);
      await untilItLacks(readyz, 'identity_provider', false);
      expect((await ask()).status).toBe(403);
    } finally {
      await api.program.kill();
      await provider.close();
    }
  });
});

describe('a database', () => {
  it('is slow after three slow answers in a row, until a quick one', () => {
    const slowness = new Slowness();
    const after = (ms: number) => {
      slowness.took(ms);
      return slowness.isSlow();
    };
    expect([300, 300, 5, 300, 300, 300, 300, 5].map(after)).toEqual([
      ...[false, false, false, false, false, true, true, false],
    ]);
  });
});
