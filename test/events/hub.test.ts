import { setImmediate as turnOfTheLoop } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CLOCK } from '../../src/database/actor.ts';
import { setTeamManager } from '../../src/database/leagues.ts';
import { cancelDraft, pauseDraft, resumeDraft } from '../../src/database/life_cycle.ts';
import { applyPick } from '../../src/database/picks.ts';
import type { Queryable } from '../../src/database/queryable.ts';
import { Announcer } from '../../src/events/announcer.ts';
import { MOST_BEHIND } from '../../src/events/feed.ts';
import type { Follower } from '../../src/events/follower.ts';
import { openDraft } from '../../src/orchestrator/open_draft.ts';
import { draftRow, newDraft, newPool, type TestDraft } from '../support/drafts.ts';
import { events } from '../support/events.ts';
import { killListening, MOST_PER_PERSON, newHub, type TestHub, take } from '../support/hub.ts';
import { refusal } from '../support/refusal.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';
import { until } from '../support/until.ts';

let database: TestDatabase;
let poolId: string;
let test: TestHub;
let announcer: Announcer;
beforeAll(async () => {
  database = await createTestDatabase();
  poolId = await newPool(database.pool, 200);
  test = newHub(database);
  announcer = new Announcer(database.pool, () => undefined);
});
afterAll(async () => {
  await test.hub.stop();
  await announcer.settled();
  await database.drop();
});

const NOBODY = { kind: 'USER', userId: null } as const;

async function pick({ draftId, players, commissioner }: TestDraft, pickNumber: number): Promise<number> {
  const playerId = players[pickNumber - 1] ?? 0;
  const request = { kind: 'MANUAL' as const, draftId, pickNumber, playerId, actor: commissioner };
  return (await applyPick(database.pool, request)).version;
}

/** Gives a draft so many more events, each of which is stored with so many ids, in some 20 kB; the number of its last event before. */
async function fatten(draftId: string, count: number, ids = 600): Promise<number> {
  const { rows } = await database.pool.query<{ version: number }>(
    `update app_public.drafts set version = version + $2 where id = $1 returning version`,
    [draftId, count],
  );
  const before = (rows[0]?.version ?? 0) - count;
  await database.pool.query(
    `insert into app_public.draft_events (draft_id, version, at, kind, data)
     select $1, $2 + n, clock_timestamp(), 'SETTINGS_CHANGED',
            jsonb_build_object('ids', (select jsonb_agg(gen_random_uuid()) from generate_series(1, $4 + 0 * n)))
     from generate_series(1, $3) as n`,
    [draftId, before, count, ids],
  );
  return before;
}

async function makePrivate({ draftId }: TestDraft): Promise<void> {
  await database.pool.query(`update app_public.drafts set visibility = 'PRIVATE' where id = $1`, [draftId]);
}

describe('a follower', () => {
  it('ends when its client is gone, whoever forgot to return it, and its place is free', async () => {
    const { draftId } = await newDraft(database.pool, { poolId });
    await cancelDraft(database.pool, draftId, CLOCK);
    const leaving = new AbortController();
    const following = { draftId, after: null, actor: NOBODY, address: '192.0.2.9', gone: leaving.signal };
    const early = await test.hub.follow(following);
    const end = early.next();
    leaving.abort();
    expect(await end).toEqual({ value: undefined, done: true });
    expect(await (await test.hub.follow(following)).next()).toEqual({ value: undefined, done: true });
    expect(test.hub.present().filter((follower) => follower.draftId === draftId)).toEqual([]);
  });

  it('takes events of the past without holding the thread, whatever is made of them', async () => {
    const draft = await newDraft(database.pool, { poolId });
    const before = await fatten(draft.draftId, 200, 1);
    const follower = await test.hub.follow({ draftId: draft.draftId, after: before, actor: NOBODY });
    let taken = 0;
    let isOver = false;
    const others = (async () => {
      let most = 0;
      while (!isOver) {
        const known = taken;
        await turnOfTheLoop();
        most = Math.max(most, taken - known);
      }
      return most;
    })();
    for (; taken < 200; taken += 1) {
      await follower.next();
      const until = performance.now() + 1;
      while (performance.now() < until);
    }
    isOver = true;
    expect(await others).toBeLessThan(10);
    await follower.return();
  });

  it('gets the events it missed and then live ones, exactly as they are stored', async () => {
    const draft = await newDraft(database.pool, { poolId });
    const follower = await test.hub.follow({ draftId: draft.draftId, after: 0, actor: NOBODY });
    for (let pickNumber = 1; pickNumber <= 12; pickNumber += 1) {
      announcer.announce({ draftId: draft.draftId, version: await pick(draft, pickNumber) });
    }
    const stored = await events(database.pool, draft.draftId);
    expect(await take(follower, 15)).toEqual(stored.map((event) => ({ ...event, draftId: draft.draftId })));
    await follower.return();
  });

  it('gets events that no hint announced', async () => {
    const draft = await newDraft(database.pool, { poolId });
    const follower = await test.hub.follow({ draftId: draft.draftId, after: 2, actor: NOBODY });
    const next = take(follower, 1);
    await pick(draft, 1);
    expect(await next).toMatchObject([{ version: 3, kind: 'PICKED' }]);
    await follower.return();
  });

  it('gets every event while the connection that listens is killed a hundred times', async () => {
    const draft = await newDraft(database.pool, { poolId, rounds: 25 });
    const follower = await test.hub.follow({ draftId: draft.draftId, after: 2, actor: NOBODY });
    const all = take(follower, 101);
    let killed = 0;
    for (let pickNumber = 1; pickNumber <= 100; pickNumber += 1) {
      announcer.announce({ draftId: draft.draftId, version: await pick(draft, pickNumber) });
      killed += await until(async () => (await killListening(database.pool)) || undefined);
    }
    expect(killed).toBeGreaterThanOrEqual(100);
    expect((await all).map(({ version }) => version)).toEqual(Array.from({ length: 101 }, (_, i) => i + 3));
    await follower.return();
  }, 120_000);

  it('that stops reading is told to read the draft again, goes on from there, and delays nobody', async () => {
    const { draftId, commissioner } = await newDraft(database.pool, { poolId });
    const slow = await test.hub.follow({ draftId, after: 2, actor: NOBODY });
    const swift = await test.hub.follow({ draftId, after: 2, actor: NOBODY });
    const before = test.seen.resyncs;
    // It is live once it has read one event.
    const first = Promise.all([take(slow, 1), take(swift, 1)]);
    announcer.announce({ draftId, version: await pauseDraft(database.pool, draftId, commissioner) });
    await first;
    const changes = MOST_BEHIND + 20;
    const rest = take(swift, changes);
    for (let change = 0; change < changes; change += 1) {
      const next = change % 2 === 0 ? resumeDraft : pauseDraft;
      announcer.announce({ draftId, version: await next(database.pool, draftId, commissioner) });
    }
    const last = 3 + changes;
    expect((await rest).map(({ version }) => version)).toEqual(
      Array.from({ length: changes }, (_, i) => i + 4),
    );
    expect(await take(slow, 1)).toMatchObject([{ draftId, kind: 'RESYNC', version: last }]);
    expect(test.seen.resyncs).toBe(before + 1);
    await resumeDraft(database.pool, draftId, commissioner);
    expect(await take(slow, 1)).toMatchObject([{ version: last + 1 }]);
    await Promise.all([slow.return(), swift.return()]);
  });

  it('that knows a number the draft has not reached is told to read the draft again', async () => {
    const [one, other] = [
      await newDraft(database.pool, { poolId }),
      await newDraft(database.pool, { poolId }),
    ];
    for (const pickNumber of [1, 2, 3]) await pick(one, pickNumber);
    // The number of another draft, and one that no draft will ever have.
    for (const after of [5, 2 ** 40]) {
      const follower = await test.hub.follow({ draftId: other.draftId, after, actor: NOBODY });
      const { version } = await draftRow(database.pool, other.draftId);
      expect(await take(follower, 1)).toMatchObject([{ draftId: other.draftId, kind: 'RESYNC', version }]);
      await pick(other, version - 1);
      expect(await take(follower, 1)).toMatchObject([{ draftId: other.draftId, version: version + 1 }]);
      await follower.return();
    }
    // A number that the other draft has, too, is as good as its own.
    const follower = await test.hub.follow({ draftId: one.draftId, after: 3, actor: NOBODY });
    expect(await take(follower, 2)).toMatchObject([
      { draftId: one.draftId, version: 4 },
      { draftId: one.draftId, version: 5 },
    ]);
    await follower.return();
  });

  it('is told to read the draft again when the database has lost commits', async () => {
    const draft = await newDraft(database.pool, { poolId });
    const follower = await test.hub.follow({ draftId: draft.draftId, after: 0, actor: NOBODY });
    await pick(draft, 1);
    await take(follower, 3);
    await until(async () => follower.feed.version === 3 || undefined);
    // What a failover to a server that lags behind looks like.
    await database.pool.query(`delete from app_public.draft_events where draft_id = $1 and version = 3`, [
      draft.draftId,
    ]);
    await database.pool.query(`update app_public.drafts set version = 2 where id = $1`, [draft.draftId]);
    expect(await take(follower, 1)).toMatchObject([{ kind: 'RESYNC', version: 2 }]);
    await follower.return();
  });

  it('gets an event that is larger than a NOTIFY may be', async () => {
    const draft = await newDraft(database.pool, {
      poolId: await newPool(database.pool, 6_400),
      teams: 64,
      rounds: 100,
      open: false,
    });
    const follower = await test.hub.follow({ draftId: draft.draftId, after: 1, actor: NOBODY });
    const next = take(follower, 1);
    announcer.announce({
      draftId: draft.draftId,
      version: await openDraft(database.pool, draft.draftId, draft.commissioner),
    });
    const [opened] = await next;
    expect(opened?.kind).toBe('OPENED');
    expect(JSON.stringify(opened).length).toBeGreaterThan(8_000);
    await follower.return();
  });

  it('is refused to who may not watch, and ends when they no longer may', async () => {
    const draft = await newDraft(database.pool, { poolId });
    await makePrivate(draft);
    const [manager, other] = draft.managers;
    if (!manager || !other) expect.fail('a draft has managers');
    const follow = (actor: typeof manager) => test.hub.follow({ draftId: draft.draftId, after: 2, actor });
    expect((await refusal(follow(NOBODY))).code).toBe('DRAFT_NOT_FOUND');
    const [removed, staying] = [await follow(manager), await follow(other)];
    const end = take(removed, 2);
    await setTeamManager(database.pool, draft.teamIds[0] ?? '', null, draft.commissioner);
    expect(await refusal(end)).toMatchObject({ code: 'DRAFT_NOT_FOUND', numbers: {} });
    expect(await removed.next()).toEqual({ value: undefined, done: true });
    const next = take(staying, 2);
    await pick(draft, 1);
    expect(await next).toMatchObject([{ version: 3 }, { version: 4 }]);
    await staying.return();
  });

  it('who lost their team gets that as the last event, whether live or catching up', async () => {
    const draft = await newDraft(database.pool, { poolId });
    await makePrivate(draft);
    const [actor, other] = draft.managers;
    if (!actor || !other) expect.fail('a draft has managers');
    const follow = (who: typeof actor, after: number) =>
      test.hub.follow({ draftId: draft.draftId, after, actor: who });
    const [live, staying] = [await follow(actor, 1), await follow(other, 2)];
    await take(live, 1);
    const end = live.next();
    // The other hub has not read what is new while its follower catches up with it.
    let readNews = () => {};
    const isToRead = new Promise<void>((resolve) => {
      readNews = resolve;
    });
    const late = newHub(database, {
      query: async (text: string, values?: unknown[]) => {
        if (text.includes('read_news')) await isToRead;
        return database.pool.query(text, values);
      },
    } as Queryable);
    const catchingUp = await late.hub.follow({ draftId: draft.draftId, after: 0, actor });
    // Both are committed together, so a reader that sees one sees the other.
    const client = await database.pool.connect();
    await client.query('begin');
    await setTeamManager(client, draft.teamIds[0] ?? '', null, draft.commissioner);
    await applyPick(client, {
      ...{ kind: 'MANUAL', draftId: draft.draftId, pickNumber: 1, actor: draft.commissioner },
      playerId: draft.players[0] ?? 0,
    });
    await client.query('commit');
    client.release();
    expect((await end).value).toMatchObject({ version: 3, kind: 'MANAGER_CHANGED' });
    expect((await take(catchingUp, 2)).map(({ version }) => version)).toEqual([1, 2]);
    const third = catchingUp.next();
    readNews();
    expect((await third).value).toMatchObject({ version: 3, kind: 'MANAGER_CHANGED' });
    for (const removed of [live, catchingUp]) {
      expect((await refusal(take(removed, 1))).code).toBe('DRAFT_NOT_FOUND');
    }
    expect((await take(staying, 2)).map(({ kind }) => kind)).toEqual(['MANAGER_CHANGED', 'PICKED']);
    await staying.return();
    await late.hub.stop();
  });

  it('is refused to a person with too many streams, and to nobody else', async () => {
    const draft = await newDraft(database.pool, { poolId });
    const [manager, other] = draft.managers;
    if (!manager || !other) expect.fail('a draft has managers');
    const follow = (actor: typeof manager) => test.hub.follow({ draftId: draft.draftId, after: 2, actor });
    const followers = [];
    for (let n = 0; n < MOST_PER_PERSON; n += 1) followers.push(await follow(manager));
    expect((await refusal(follow(manager))).code).toBe('TOO_MANY_CONNECTIONS');
    followers.push(await follow(other), await follow(NOBODY));
    await followers.shift()?.return();
    followers.push(await follow(manager));
    for (const follower of followers) await follower.return();
  });

  it('ends at once when it is returned while it waits', async () => {
    const draft = await newDraft(database.pool, { poolId });
    const follower = await test.hub.follow({ draftId: draft.draftId, after: null, actor: NOBODY });
    const waiting = follower.next();
    await follower.return();
    expect(await waiting).toEqual({ value: undefined, done: true });
  });
});

describe('a hub', () => {
  it('asks once who may still watch, however many drafts tell of another manager together', async () => {
    const drafts: TestDraft[] = [];
    while (drafts.length < 20) drafts.push(await newDraft(database.pool, { poolId }));
    const asked: string[] = [];
    const counting: Queryable = {
      query: (text, values) => {
        asked.push(text);
        return database.pool.query(text, values);
      },
    };
    const { hub } = newHub(database, counting);
    const followers: Follower[] = [];
    for (const { draftId, managers } of drafts)
      followers.push(await hub.follow({ draftId, after: null, actor: managers[1] ?? NOBODY }));
    const told = Promise.all(followers.map((follower) => take(follower, 1)));
    asked.length = 0;
    const client = await database.pool.connect();
    await client.query('begin');
    for (const { teamIds, commissioner } of drafts)
      await setTeamManager(client, teamIds[0] ?? '', null, commissioner);
    await client.query('commit');
    client.release();
    expect((await told).flat().map(({ kind }) => kind)).toEqual(drafts.map(() => 'MANAGER_CHANGED'));
    // Every two seconds it is asked anyway.
    expect(asked.filter((text) => text.includes('visible_versions')).length).toBeLessThan(4);
    for (const follower of followers) await follower.return();
    await hub.stop();
  });

  it('reads once for all followers, with no query per follower', async () => {
    const asked: string[] = [];
    const counting: Queryable = {
      query: (text, values) => {
        asked.push(text);
        return database.pool.query(text, values);
      },
    };
    const { hub, seen } = newHub(database, counting);
    const draft = await newDraft(database.pool, { poolId });
    const followers = await Promise.all(
      Array.from({ length: 500 }, () => hub.follow({ draftId: draft.draftId, after: null, actor: NOBODY })),
    );
    const told = Promise.all(followers.map((follower) => take(follower, 3)));
    asked.length = 0;
    for (const pickNumber of [1, 2, 3]) {
      announcer.announce({ draftId: draft.draftId, version: await pick(draft, pickNumber) });
    }
    expect((await told).every((got) => got.map(({ version }) => version).join() === '3,4,5')).toBe(true);
    expect(asked.length).toBeLessThan(10);
    expect(seen.events).toBe(3);
    expect(seen.followers).toBe(500);
    await hub.stop();
    expect(seen.followers).toBe(0);
  });

  it('gets all it missed where events are large, a few at a time', async () => {
    const pages: number[] = [];
    const counting: Queryable = {
      query: async (text, values) => {
        const result = await database.pool.query(text, values);
        if (text.includes('read_events')) pages.push(result.rowCount ?? 0);
        return result;
      },
    };
    const { hub } = newHub(database, counting);
    const { draftId } = await newDraft(database.pool, { poolId, open: false });
    const before = await fatten(draftId, 40);
    const follower = await hub.follow({ draftId, after: before, actor: NOBODY });
    const versions = (await take(follower, 40)).map(({ version }) => version);
    expect(versions).toEqual(Array.from({ length: 40 }, (_, n) => before + n + 1));
    expect(Math.max(...pages)).toBeLessThan(5);
    await hub.stop();
  });

  it('reads the past once for all who come at the same time, and gives them the same objects', async () => {
    let reads = 0;
    const counting: Queryable = {
      query: (text, values) => {
        if (text.includes('read_events')) reads += 1;
        return database.pool.query(text, values);
      },
    };
    const { hub } = newHub(database, counting);
    const draft = await newDraft(database.pool, { poolId });
    await pick(draft, 1);
    const come = () => hub.follow({ draftId: draft.draftId, after: 0, actor: NOBODY });
    const followers = await Promise.all(Array.from({ length: 50 }, come));
    const [first = [], ...others] = await Promise.all(followers.map((follower) => take(follower, 3)));
    expect(first.map(({ version }) => version)).toEqual([1, 2, 3]);
    expect(others.every((events) => events.every((event, place) => event === first[place]))).toBe(true);
    expect(reads).toBe(1);
    // What happened meanwhile is no part of what was read before.
    await pick(draft, 2);
    const late = await come();
    expect((await take(late, 4)).map(({ version }) => version)).toEqual([1, 2, 3, 4]);
    await hub.stop();
  });

  it('keeps nothing for followers that have ended', async () => {
    setFlagsFromString('--expose-gc');
    const collect: () => void = runInNewContext('gc');
    const { hub } = newHub(database);
    const draft = await newDraft(database.pool, { poolId });
    const left: WeakRef<object>[] = [];
    const crowd = async () => {
      for (let i = 0; i < 200; i += 1) {
        const follower = await hub.follow({ draftId: draft.draftId, after: 0, actor: NOBODY });
        await take(follower, 2);
        left.push(new WeakRef(follower), new WeakRef(follower.feed));
        await follower.return();
      }
    };
    await crowd();
    await until(async () => {
      collect();
      return left.every((ref) => ref.deref() === undefined) || undefined;
    });
    await hub.stop();
  });

  it('reads every followed draft after a notification that it cannot parse', async () => {
    const draft = await newDraft(database.pool, { poolId });
    const follower = await test.hub.follow({ draftId: draft.draftId, after: 2, actor: CLOCK });
    const next = take(follower, 1);
    await pick(draft, 1);
    await database.pool.query(`select pg_notify('draft_events', 'gibberish')`);
    expect(await next).toMatchObject([{ version: 3 }]);
    await follower.return();
  });
});
