import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unobserved } from '../../bench/seed.ts';
import { type ConnectionPool, createConnectionPool, endConnectionPool } from '../../src/database/connect.ts';
import { applyPick } from '../../src/database/picks.ts';
import { DraftMemory } from '../../src/orchestrator/draft_memory.ts';
import { DeadlinePicker } from '../../src/worker/deadline_picker.ts';
import { TcpProxy } from '../chaos/tcp_proxy.ts';
import { BareServer } from '../support/bare_server.ts';
import { board, draftRow, newDraft, setDeadline, type TestDraft } from '../support/drafts.ts';
import { EmbeddedFolders, FAST } from '../support/embedded_folders.ts';
import { newHub, type TestHub, take } from '../support/hub.ts';
import { silentLog } from '../support/silent_log.ts';
import { startPair } from '../support/standby.ts';
import { asAdmin } from '../support/test_server.ts';
import { until } from '../support/until.ts';

/** Servers are made, started and promoted. */
const AT_MOST_MS = 120_000;

const folders = new EmbeddedFolders();
let primary: BareServer;
let standby: BareServer;
let proxy: TcpProxy;
/** Through the proxy, which leads to the primary, whichever that is. */
let url: string;
let db: ConnectionPool;
let test: TestHub;

const open = (to: string) => createConnectionPool(to, { max: 2, applicationName: 'test', log: silentLog });

beforeAll(async () => {
  ({ primary, standby } = await startPair(folders));
  proxy = await TcpProxy.open(primary.port);
  url = Object.assign(new URL(primary.url), { port: String(proxy.port) }).href;
  db = open(url);
  test = newHub({ url, pool: db });
}, AT_MOST_MS);
afterAll(async () => {
  await test.hub.stop();
  await endConnectionPool(db);
  await proxy.close();
  await Promise.all([standby.kill(), primary.kill()]);
  await folders.removeAll();
});

/** Picks the player of that rank. */
async function pick(on: ConnectionPool, draft: TestDraft, pickNumber: number, rank: number): Promise<void> {
  const { draftId, players, commissioner } = draft;
  const playerId = players[rank - 1] ?? 0;
  await applyPick(on, { kind: 'MANUAL', draftId, pickNumber, playerId, actor: commissioner });
}

async function countEvents(superuserUrl: string): Promise<number> {
  const { rows } = await asAdmin(superuserUrl, (client) =>
    client.query<{ count: number }>('select count(*)::integer as count from app_public.draft_events'),
  );
  return rows[0]?.count ?? 0;
}

/** The primary dies, and a standby takes over that had been gone for a while. */
async function failOver(): Promise<ConnectionPool> {
  await primary.kill();
  standby = await BareServer.start({ dataDir: standby.dataDir, port: standby.port, settings: FAST });
  await asAdmin(standby.superuserUrl, (client) => client.query('select pg_promote(true, 60)'));
  return open(standby.url);
}

describe('after a fail-over to a server that had not received every commit', () => {
  it(
    'followers of drafts that went on otherwise are told to read them again, nobody else is, and the clock chooses by what is there',
    async () => {
      const drafts = [await newDraft(db), await newDraft(db), await newDraft(db)] as const;
      const [overtaken, shorter, same] = drafts;
      const follow = ({ draftId }: TestDraft) =>
        test.hub.follow({ draftId, after: 0, actor: { kind: 'USER', userId: null } });
      const followers = [await follow(overtaken), await follow(shorter), await follow(same)] as const;
      for (const draft of drafts) await pick(db, draft, 1, 1);
      for (const follower of followers) await take(follower, 3);
      const replayed = await countEvents(primary.superuserUrl);
      await until(async () => (await countEvents(standby.superuserUrl)) === replayed || undefined);

      await standby.kill();
      await pick(db, overtaken, 2, 2);
      await pick(db, overtaken, 3, 3);
      await pick(db, shorter, 2, 2);
      await take(followers[0], 2);
      await take(followers[1], 1);
      const picker = new DeadlinePicker(db, { memory: new DraftMemory(), observer: unobserved }, (error) =>
        expect.unreachable(String(error)),
      );
      await picker.prepare([overtaken.draftId]);

      const promoted = await failOver();
      // What happens there before this process hears of it has the numbers that it knows.
      await pick(promoted, overtaken, 2, 4);
      await pick(promoted, overtaken, 3, 5);
      expect((await draftRow(promoted, overtaken.draftId)).version).toBe(5);
      await setDeadline(promoted, overtaken.draftId, -0.05);
      const resyncs = test.seen.resyncs;
      proxy.lead(standby.port);
      expect(await take(followers[0], 1)).toMatchObject([{ kind: 'RESYNC', version: 5 }]);
      expect(await take(followers[1], 1)).toMatchObject([{ kind: 'RESYNC', version: 3 }]);
      await pick(promoted, same, 2, 2);
      expect(await take(followers[2], 1)).toMatchObject([{ kind: 'PICKED', version: 4 }]);
      expect(test.seen.resyncs - resyncs).toBe(2);

      expect(await picker.ring([overtaken.draftId])).toMatchObject({ done: [overtaken.draftId] });
      const [, , , fourth] = await board(promoted, overtaken.draftId);
      expect(fourth?.playerId).toBe(overtaken.players[1]);
      expect(await take(followers[0], 1)).toMatchObject([{ kind: 'PICKED', version: 6 }]);
      for (const follower of followers) await follower.return();
      await endConnectionPool(promoted);
    },
    AT_MOST_MS,
  );
});
