import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config/config.ts';
import { ClosingClient } from '../../src/database/closing_client.ts';
import { createConnectionPool, endConnectionPool } from '../../src/database/connect.ts';
import { Replicas } from '../../src/database/replicas.ts';
import { sessionConfig } from '../../src/database/session.ts';
import { startEmbedded } from '../../src/embedded/embedded.ts';
import { layoutOf } from '../../src/embedded/layout.ts';
import { findPostmaster, isAlive } from '../../src/embedded/postmaster.ts';
import { migrate } from '../../src/migrate/migrate.ts';
import { type Api, ask, fieldOf, startApi, tokenFor } from '../support/api.ts';
import { BareServer } from '../support/bare_server.ts';
import { managerId, newDraft, type TestDraft } from '../support/drafts.ts';
import { EmbeddedFolders, FAST } from '../support/embedded_folders.ts';
import { freePort } from '../support/free_port.ts';
import { metricsOf } from '../support/processes.ts';
import { silentLog } from '../support/silent_log.ts';
import { makeStandby, startStandby } from '../support/standby.ts';
import { asAdmin } from '../support/test_server.ts';
import { until } from '../support/until.ts';

const LAG_SECONDS = 0.5;

const folders = new EmbeddedFolders();
let dataDir: string;
let primary: Awaited<ReturnType<typeof startEmbedded>>;
let standby: BareServer;
let db: ReturnType<typeof createConnectionPool>;
let draft: TestDraft;

async function standbyOptions() {
  return { dataDir: join(folders.empty(), 'data'), port: await freePort(), settings: FAST };
}

beforeAll(async () => {
  dataDir = join(folders.empty(), 'data');
  primary = await startEmbedded({ dataDir, log: silentLog, settings: FAST });
  await migrate({ url: primary.url, roles: readConfig(process.env).roles, log: silentLog });
  standby = await startStandby({ dataDir, superuserUrl: primary.superuserUrl }, await standbyOptions());
  db = createConnectionPool(primary.url, { max: 3, applicationName: 'test', log: silentLog });
  draft = await newDraft(db, { teams: 2, rounds: 20, secondsPerPick: 3_600 });
});
afterAll(async () => {
  await endConnectionPool(db);
  await standby.kill();
  await primary.stop();
  await folders.removeAll();
});

describe('a server with a replica', () => {
  let api: Api;
  let metricsUrl: string;

  beforeAll(async () => {
    api = await startApi(primary.url, {
      DATABASE_READ_URL: standby.url,
      READ_LAG_SECONDS: String(LAG_SECONDS),
      METRICS_PORT: '0',
    });
    metricsUrl = await metricsOf(api.program);
  });
  afterAll(async () => {
    api.program.child.kill('SIGTERM');
    expect(await api.program.ended()).toBe(0);
  });

  /** What the API says is on the clock, to somebody. */
  async function onTheClock(token?: string): Promise<number> {
    const query = 'query ($id: UUID!) { draft(id: $id) { currentPick } }';
    const { data, errors } = await ask(api.url, query, { id: draft.draftId }, token);
    expect(errors).toEqual([]);
    return fieldOf<{ currentPick: number }>(data, 'draft').currentPick;
  }

  /** Picks for the team on the clock; what the answer says is on the clock then. */
  async function pick(pickNumber: number): Promise<{ answered: number; token: string }> {
    const slot = [1, 2, 2, 1][(pickNumber - 1) % 4] ?? 1;
    const token = await tokenFor(managerId(draft, slot));
    const { data, errors } = await ask(
      api.url,
      `mutation ($draftId: UUID!, $pickNumber: Int!, $playerId: ID!) {
         makePick(draftId: $draftId, pickNumber: $pickNumber, playerId: $playerId) { draft { currentPick } } }`,
      { draftId: draft.draftId, pickNumber, playerId: String(draft.players[pickNumber - 1]) },
      token,
    );
    expect(errors).toEqual([]);
    const { draft: told } = fieldOf<{ draft: { currentPick: number } }>(data, 'makePick');
    return { answered: told.currentPick, token };
  }

  async function readFrom(where: 'replica' | 'primary'): Promise<number> {
    const text = await (await fetch(metricsUrl)).text();
    const found = new RegExp(`^draft_orchestrator_reads_total\\{from="${where}"\\} (\\d+)`, 'm').exec(text);
    return Number(found?.[1] ?? 0);
  }

  async function lacks(): Promise<readonly string[]> {
    const told = (await (await fetch(metricsUrl.replace('/metrics', '/readyz'))).json()) as {
      degraded?: string[];
    };
    return told.degraded ?? [];
  }

  /** Reads as a visitor until a replica has answered. */
  async function untilFromReplica(): Promise<void> {
    const before = await readFrom('replica');
    await until(async () => {
      await onTheClock();
      return (await readFrom('replica')) > before || undefined;
    });
  }

  it('lets visitors read from it while it is at most so far behind, and people who changed something from the primary', async () => {
    await untilFromReplica();
    // Of a machine that is busy a replica may be too old at any instant.
    await until(async () => !(await lacks()).includes('replicas') || undefined);
    await asAdmin(standby.superuserUrl, (client) => client.query('select pg_wal_replay_pause()'));
    await until(async () => {
      const paused = await asAdmin(standby.superuserUrl, (client) =>
        client.query<{ is: string }>('select pg_get_wal_replay_pause_state() as is'),
      );
      return paused.rows[0]?.is === 'paused' || undefined;
    });
    const { answered, token } = await pick(1);
    const pickedAt = performance.now();
    expect(answered).toBe(2);
    expect(await onTheClock(token)).toBe(2);
    // It knows nothing of the pick, and never will while it is paused: what is old is no older than was said.
    for (let asked = pickedAt; ; ) {
      asked = performance.now();
      if ((await onTheClock()) === 2) break;
      expect(asked - pickedAt).toBeLessThanOrEqual(LAG_SECONDS * 1_000);
    }
    await until(async () => (await lacks()).includes('replicas') || undefined);
    await asAdmin(standby.superuserUrl, (client) => client.query('select pg_wal_replay_resume()'));
    await untilFromReplica();
    expect(await onTheClock()).toBe(2);
  });

  it('goes on without it, and reads from it again when it is back', async () => {
    await untilFromReplica();
    await standby.kill();
    for (let i = 0; i < 10; i += 1) expect(await onTheClock()).toBe(2);
    await until(async () => (await lacks()).includes('replicas') || undefined);
    const { dataDir: where, port } = standby;
    standby = await BareServer.start({ dataDir: where, port, settings: FAST });
    await untilFromReplica();
  });

  it('answers what must be new from the primary: files after a change, and what follows a draft', async () => {
    const before = await readFrom('replica');
    const { token } = await pick(2);
    const answer = await fetch(`${api.url}/drafts/${draft.draftId}/board.json`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(answer.status).toBe(200);
    expect(await readFrom('replica')).toBe(before);
  });
});

describe('a URL of several hosts', () => {
  const several = () => {
    const url = new URL(primary.url);
    const hosts = [standby.url, primary.url].map((each) => new URL(each).host);
    return `postgres://${url.username}:${url.password}@${hosts.join(',')}${url.pathname}?sslmode=disable&target_session_attrs=read-write`;
  };

  it('leads to the primary, wherever it stands in it, and after a fail-over to the one that was promoted last', async () => {
    const pool = createConnectionPool(several(), { max: 2, applicationName: 'test', log: silentLog });
    const where = async () => {
      const { rows } = await pool.query<{ port: number }>('select inet_server_port() as port');
      return String(rows[0]?.port);
    };
    expect(await where()).toBe(new URL(primary.url).port);
    await endConnectionPool(db);
    const { folder } = layoutOf(dataDir);
    const pid = findPostmaster(folder)?.pid ?? 0;
    process.kill(pid, 'SIGQUIT');
    await until(async () => !isAlive(pid) || undefined);
    // Else this process would be one more user of it when it comes back.
    await primary.stop();
    const refusal = await until(async () => {
      const { message = '' } = await where().then(
        () => ({}) as Partial<Error>,
        (error: Error) => error,
      );
      return message.startsWith('None of the servers') ? message : undefined;
    });
    expect(refusal).toMatch(/can be written to: .*is a standby.* Promote a standby, or start the primary\.$/);
    // Who listens asks now and then whether its connection is there still, and has to hear that it never was.
    const listening = new ClosingClient(sessionConfig(several(), { applicationName: 'test' }));
    const over = once(listening, 'end');
    await expect(listening.connect()).rejects.toThrow('None of the servers');
    await over;
    await asAdmin(standby.superuserUrl, (client) => client.query('select pg_promote(true, 60)'));
    expect(await until(async () => where().catch(() => undefined))).toBe(new URL(standby.url).port);
    // The former primary comes back as it was, before somebody has made a standby of it.
    primary = await startEmbedded({ dataDir, log: silentLog, settings: FAST });
    db = createConnectionPool(primary.url, { max: 1, applicationName: 'test', log: silentLog });
    await endConnectionPool(pool);
    const later = createConnectionPool(several(), { max: 2, applicationName: 'test', log: silentLog });
    const { rows } = await later.query<{ port: number }>('select inet_server_port() as port');
    expect(String(rows[0]?.port)).toBe(new URL(standby.url).port);
    await endConnectionPool(later);
  });
});

describe('a standby that stayed on the timeline of the former primary', () => {
  it('is not read from, however far its own log goes', async () => {
    // Farther than that of the one that was promoted.
    await asAdmin(primary.superuserUrl, async (client) => {
      await client.query('select pg_switch_wal()');
      await client.query('checkpoint');
    });
    await primary.stop();
    await makeStandby(dataDir);
    const former = await BareServer.start({ dataDir, port: await freePort(), settings: FAST });
    const open = (url: string) =>
      createConnectionPool(url, { max: 1, applicationName: 'test', log: silentLog });
    const [promoted, pool] = [open(standby.url), open(former.url)];
    const { rows } = await pool.query('select pg_is_in_recovery() as is');
    expect(rows).toEqual([{ is: true }]);
    const lags: number[] = [];
    const replicas = new Replicas({
      ...{ replicas: [{ name: 'former', pool }], primary: () => promoted, mostLagMs: 400, log: silentLog },
      observe: (_, lagMs) => lags.push(lagMs),
    });
    await until(async () => lags.length >= 3 || undefined);
    expect(new Set(lags)).toEqual(new Set([Number.POSITIVE_INFINITY]));
    expect(replicas.fresh()).toBeNull();
    await replicas.stop();
    await endConnectionPool(promoted);
    await former.kill();
  });
});
