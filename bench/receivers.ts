import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { ServerClock } from '../src/clock/server_clock.ts';
import { createConnectionPool } from '../src/database/connect.ts';
import { createLog } from '../src/telemetry/log.ts';

// The systems that get events, in a process of their own: a server on a real socket for each. It tells its parent what they got.
const [url = '', ...kinds] = process.argv.slice(2);
const SLOW_MS = 1_000;
const MEASURE_EVERY_MS = 1_000;

/** How a receiver behaves. */
export type ReceiverKind = 'healthy' | 'hangs' | 'fails' | 'slow';

/** What the healthy ones got: how often any of them got an event, how many different ones, and how long after it each arrived. */
export interface ReceivedSoFar {
  readonly received: number;
  readonly different: number;
  readonly delaysMs: readonly number[];
  readonly clockErrorMs: number;
}

const probe = createConnectionPool(url, { max: 1, applicationName: 'bench probe', log: createLog('warn') });
const clock = new ServerClock();
const known = new Set<string>();
let received = 0;
let delaysMs: number[] = [];

async function measure(): Promise<void> {
  const askedAt = performance.now();
  const { rows } = await probe.query<{ at: number }>(
    'select extract(epoch from clock_timestamp())::float8 * 1000 as at',
  );
  clock.measure(askedAt, performance.now(), rows[0]?.at ?? 0);
}

async function answer(kind: ReceiverKind, body: string, res: ServerResponse): Promise<void> {
  if (kind === 'hangs') return;
  if (kind === 'slow') await sleep(SLOW_MS);
  if (kind === 'healthy') {
    const { id, time } = JSON.parse(body) as { id: string; time: string };
    received += 1;
    if (!known.has(id)) {
      known.add(id);
      delaysMs.push(clock.now() - Date.parse(time));
    }
  }
  res.writeHead(kind === 'fails' ? 500 : 204).end();
}

async function open(kind: ReceiverKind): Promise<number> {
  const server = createServer(async (req, res) => {
    const parts: Buffer[] = [];
    for await (const part of req) parts.push(part as Buffer);
    await answer(kind, Buffer.concat(parts).toString(), res);
  });
  server.on('clientError', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

await measure();
setInterval(() => void measure().catch(() => undefined), MEASURE_EVERY_MS).unref();
process.once('disconnect', () => process.exit());
process.on('message', (order) => {
  // `begin` forgets what was before.
  if (order === 'begin') {
    known.clear();
    received = 0;
    delaysMs = [];
  }
  const told: ReceivedSoFar = { received, different: known.size, delaysMs, clockErrorMs: clock.error() };
  process.send?.(order === 'count' ? { ...told, delaysMs: [] } : told);
});
process.send?.({ ports: await Promise.all(kinds.map((kind) => open(kind as ReceiverKind))) });
