import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ConnectionPool } from '../../src/database/connect.ts';
import { createConnectionPool, endConnectionPool } from '../../src/database/connect.ts';
import { pauseDraft, resumeDraft } from '../../src/database/life_cycle.ts';
import { applyPick } from '../../src/database/picks.ts';
import { Announcer } from '../../src/events/announcer.ts';
import { ChaosDatabase } from '../chaos/database.ts';
import { randomFrom } from '../chaos/random.ts';
import { TcpProxy } from '../chaos/tcp_proxy.ts';
import { type Api, follow, startApi } from '../support/api.ts';
import { openBalancer } from '../support/balancer.ts';
import { Crowd } from '../support/crowd.ts';
import { newDraft, newPool, type TestDraft } from '../support/drafts.ts';
import { heapOf } from '../support/heap.ts';
import { metricsOf, untilFollowed } from '../support/processes.ts';
import { silentLog } from '../support/silent_log.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';

let database: TestDatabase;
let poolId: string;
let api: Api;
let other: Api;
let metricsUrl: string;
beforeAll(async () => {
  database = await createTestDatabase();
  poolId = await newPool(database.pool, 200);
  api = await startApi(database.url, { METRICS_PORT: '0', NODE_OPTIONS: '--inspect=0' });
  other = await startApi(database.url);
  metricsUrl = await metricsOf(api.program);
});
afterAll(async () => {
  for (const { program } of [api, other]) {
    program.child.kill('SIGTERM');
    await program.ended();
  }
  await database.drop();
});

async function pick(
  db: ConnectionPool,
  { draftId, players, commissioner }: TestDraft,
  pickNumber: number,
): Promise<void> {
  const playerId = players[pickNumber - 1] ?? 0;
  await applyPick(db, { kind: 'MANUAL', draftId, pickNumber, playerId, actor: commissioner });
}

const numbers = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);

describe('a server', () => {
  it('is not slowed down by a client that stops reading, and tells that client where to resume', async () => {
    const { draftId, commissioner } = await newDraft(database.pool, { poolId });
    // Large enough that the buffers of the system do not hold them all.
    const fields = `version kind ${numbers(1, 200)
      .map((n) => `f${n}: data`)
      .join(' ')}`;
    const slow = await Crowd.open(api.url, draftId, 1, { after: 1, fields });
    const swift = await Crowd.open(api.url, draftId, 5, { after: 1 });
    await Promise.all([slow.untilAll(2), swift.untilAll(2)]);
    for (const { socket } of slow.members) socket.pause();
    const changes = 1_000;
    const announcer = new Announcer(database.pool, () => undefined);
    for (let change = 0; change < changes; change += 1) {
      await (change % 2 === 0 ? pauseDraft : resumeDraft)(database.pool, draftId, commissioner);
      announcer.announce({ draftId, version: 3 + change });
      // Of more than 250 that come at once even the swift are told to read the draft again.
      if (change % 100 === 99) await swift.untilAll(3 + change);
    }
    await announcer.settled();
    await swift.untilAll(2 + changes);
    for (const { versions } of swift.members) expect(versions).toEqual(numbers(2, 2 + changes));
    for (const { socket } of slow.members) socket.resume();
    await pauseDraft(database.pool, draftId, commissioner);
    await slow.untilAll(3 + changes);
    const [{ versions, resyncs }] = slow.members as [(typeof slow.members)[number]];
    // What it got has one hole, and the event before the hole's other side said so.
    expect(resyncs).toHaveLength(1);
    const [resumedAt = 0] = resyncs;
    const missed = numbers(2, 3 + changes).filter((version) => !versions.includes(version));
    expect(missed.length).toBeGreaterThan(0);
    expect(missed.at(-1)).toBe(resumedAt);
    expect(versions).toEqual(versions.toSorted((a, b) => a - b));
    for (const crowd of [slow, swift]) crowd.drop();
    await untilFollowed(metricsUrl, 0);
  }, 120_000);

  it('frees everything of a thousand sockets that are dropped', async () => {
    const draft = await newDraft(database.pool, { poolId });
    const comeAndGo = async () => {
      const crowd = await Crowd.open(api.url, draft.draftId, 1_000);
      await crowd.untilAll(2);
      crowd.drop();
      await untilFollowed(metricsUrl, 0);
      return heapOf(api.program);
    };
    await comeAndGo();
    const before = await comeAndGo();
    const after = await comeAndGo();
    // Some kilobytes for each of a thousand would be megabytes.
    expect(after - before).toBeLessThan(500_000);
  }, 120_000);

  it('closes sockets whose client no longer answers pings', async () => {
    const draft = await newDraft(database.pool, { poolId });
    const proxy = await TcpProxy.open(Number(new URL(api.url).port));
    const crowd = await Crowd.open(`http://127.0.0.1:${proxy.port}`, draft.draftId, 20);
    await crowd.untilAll(2);
    await untilFollowed(metricsUrl, 20);
    proxy.stall();
    await untilFollowed(metricsUrl, 0);
    await proxy.close();
  }, 60_000);

  it('replaces another server behind the same port, in the middle of a draft', async () => {
    const draft = await newDraft(database.pool, { poolId, rounds: 25 });
    const balancer = await openBalancer([api.url, other.url]);
    const seen: number[] = [];
    for (let pickNumber = 1; pickNumber <= 100; pickNumber += 10) {
      const follower = follow(balancer.url, draft.draftId, seen.at(-1) ?? 0);
      for (let offset = 0; offset < 10; offset += 1) await pick(database.pool, draft, pickNumber + offset);
      // Created, started, the picks so far; the hundredth ends the draft, which is an event of its own.
      const lastPick = pickNumber + 9;
      const got = await follower.untilCount(lastPick + (lastPick === 100 ? 3 : 2) - seen.length);
      seen.push(...got.map(({ version }) => version));
      balancer.cut();
    }
    expect(seen).toEqual(numbers(1, 103));
    expect(balancer.given.every((count) => count >= 5)).toBe(true);
    await balancer.close();
  });

  it('keeps a thousand subscribers through a crash of the database, and sends them every event', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'crowd-'));
    await chmod(folder, 0o755);
    const own = await ChaosDatabase.start(folder, randomFrom(Date.now()));
    const server = await startApi(own.url);
    let db = createConnectionPool(own.url, { max: 4, applicationName: 'test', log: silentLog });
    try {
      const draft = await newDraft(db, { rounds: 5 });
      const crowd = await Crowd.open(server.url, draft.draftId, 1_000);
      await crowd.untilAll(2);
      await pick(db, draft, 1);
      await endConnectionPool(db);
      await own.restart('SIGKILL', 500);
      db = createConnectionPool(own.url, { max: 4, applicationName: 'test', log: silentLog });
      for (const pickNumber of numbers(2, 20)) await pick(db, draft, pickNumber);
      await crowd.untilAll(23);
      for (const { versions } of crowd.members) expect(versions).toEqual(numbers(1, 23));
      expect(crowd.lost).toBe(0);
      crowd.drop();
    } finally {
      server.program.child.kill('SIGTERM');
      await server.program.ended();
      await endConnectionPool(db);
      await own.stop();
      await rm(folder, { recursive: true });
    }
  }, 120_000);
});
