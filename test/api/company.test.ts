import { setImmediate } from 'node:timers/promises';
import type { GraphQLError } from 'graphql';
import { type Client, createClient } from 'graphql-ws';
import type { QueryResultRow } from 'pg';
import { afterEach, describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import { DraftClient } from '../../client/draft_client.ts';
import type { Company } from '../../client/follow.ts';
import { NO_CREDENTIAL } from '../../src/database/actor.ts';
import { setTeamManager } from '../../src/database/leagues.ts';
import type { Queryable } from '../../src/database/queryable.ts';
import type { Proven } from '../../src/events/check_watchers.ts';
import { Rooms } from '../../src/events/rooms.ts';
import { startApi, tokenFor } from '../support/api.ts';
import { managerId, newDraft, type TestDraft } from '../support/drafts.ts';
import { testService } from '../support/service.ts';
import { silentLog } from '../support/silent_log.ts';
import { until } from '../support/until.ts';

const { database, api } = testService();
const leaving: AbortController[] = [];
const clients: Client[] = [];
afterEach(async () => {
  for (const client of clients.splice(0)) await client.dispose();
  for (const going of leaving.splice(0)) going.abort();
});

/** Somebody in the room of a draft: what they were told last of who is there. */
interface Guest {
  readonly client: DraftClient;
  readonly told: () => Company | null;
  readonly leave: () => void;
  /** Ends with the stream of events; rejects where the service refuses it. */
  readonly listening: Promise<void>;
}

/** `team`: the slot of the team that they draft for; null: a visitor who is not signed in. */
async function enter(draft: TestDraft, team: number | null, url: string = api.url): Promise<Guest> {
  const token = team === null ? {} : { token: await tokenFor(managerId(draft, team)) };
  const client = new DraftClient({ url, ...token });
  const going = new AbortController();
  leaving.push(going);
  let last: Company | null = null;
  const onCompany = (company: Company) => {
    last = company;
  };
  const events = client.follow(draft.draftId, 0, { signal: going.signal, onCompany });
  const listening = (async () => {
    for await (const _ of events);
  })();
  return { client, told: () => last, leave: () => going.abort(), listening };
}

function teamOf({ teamIds }: TestDraft, slot: number): string {
  return teamIds[slot - 1] ?? '';
}

describe('who is in the room of a draft', () => {
  it('is told to all who are there, when they come and when they go', async () => {
    const draft = await newDraft(database.pool, { teams: 2 });
    const one = await enter(draft, 1);
    await until(async () => one.told()?.teamIds.join() === teamOf(draft, 1) || undefined);
    const two = await enter(draft, 2);
    const visitor = await enter(draft, null);
    const everybody = {
      teamIds: draft.teamIds,
      hasCommissioner: false,
      watching: 1,
      reactions: [],
      poolVersion: 0,
    };
    for (const guest of [one, two, visitor])
      await until(async () => JSON.stringify(guest.told()) === JSON.stringify(everybody) || undefined);
    two.leave();
    await until(async () => one.told()?.teamIds.join() === teamOf(draft, 1) || undefined);
  });

  it('is the same through every process of the service', async () => {
    const draft = await newDraft(database.pool, { teams: 2 });
    const other = await startApi(database.url);
    const one = await enter(draft, 1);
    const two = await enter(draft, 2, other.url);
    for (const guest of [one, two]) await until(async () => guest.told()?.teamIds.length === 2 || undefined);
    await one.client.react(draft.draftId, teamOf(draft, 1), 'FIRE');
    await until(async () => two.told()?.reactions[0]?.sign === 'FIRE' || undefined);
    other.program.child.kill('SIGTERM');
    await other.program.ended();
    await until(async () => one.told()?.teamIds.length === 1 || undefined);
  });

  it('is nobody’s business who may not watch the draft', async () => {
    const draft = await newDraft(database.pool, { teams: 2 });
    await database.pool.query(`update app_public.drafts set visibility = 'PRIVATE' where id = $1`, [
      draft.draftId,
    ]);
    const [stranger, one] = [await enter(draft, null), await enter(draft, 1)];
    await expect(stranger.listening).rejects.toMatchObject({ code: 'DRAFT_NOT_FOUND' });
    await until(async () => one.told()?.teamIds.length === 1 || undefined);
    expect(one.told()?.watching).toBe(0);
    expect(stranger.told()).toBeNull();
  });
});

/** A subscription of its own to who is in a room, once it is told: how it ends. */
async function companyOf(
  draft: TestDraft,
  token: string | null,
): Promise<{ readonly end: Promise<unknown> }> {
  const client = createClient({
    ...{ url: `${api.url.replace('http', 'ws')}/graphql`, webSocketImpl: WebSocket, retryAttempts: 0 },
    ...(token === null ? {} : { connectionParams: { authorization: `Bearer ${token}` } }),
  });
  clients.push(client);
  const query = 'subscription ($d: UUID!) { draftCompany(draftId: $d) { watching } }';
  const answers = client.iterate({ query, variables: { d: draft.draftId } });
  expect((await answers.next()).value?.data).toBeTruthy();
  const ended = async () => {
    try {
      for await (const _ of answers);
    } catch (errors) {
      return (errors as readonly GraphQLError[])[0]?.extensions['code'];
    }
    return 'ended';
  };
  return { end: ended() };
}

describe('who may not watch a draft any more', () => {
  async function privateDraft(): Promise<TestDraft> {
    const draft = await newDraft(database.pool, { teams: 2 });
    await setVisibility(draft, 'PRIVATE');
    return draft;
  }
  const setVisibility = ({ draftId }: TestDraft, visibility: 'PUBLIC' | 'PRIVATE') =>
    database.pool.query('update app_public.drafts set visibility = $2 where id = $1', [draftId, visibility]);

  it('is told of its room no more either, and why, when their events end', async () => {
    const draft = await newDraft(database.pool, { teams: 2 });
    const [one, visitor] = [await enter(draft, 1), await enter(draft, null)];
    const company = await companyOf(draft, null);
    const events = visitor.listening.catch((error: unknown) => error);
    await until(async () => (one.told()?.watching === 1 && visitor.told() !== null) || undefined);
    await setVisibility(draft, 'PRIVATE');
    expect(await events).toMatchObject({ code: 'DRAFT_NOT_FOUND' });
    const endedAt = performance.now();
    expect(await company.end).toBe('DRAFT_NOT_FOUND');
    // Long before whoever merely went is forgotten.
    expect(performance.now() - endedAt).toBeLessThan(2_000);
    await until(async () => one.told()?.watching === 0 || undefined);
  });

  it('is told so too where their team got another manager', async () => {
    const draft = await privateDraft();
    const token = await tokenFor(managerId(draft, 1));
    const one = await enter(draft, 1);
    const company = await companyOf(draft, token);
    const events = one.listening.catch((error: unknown) => error);
    await until(async () => one.told()?.teamIds.length === 1 || undefined);
    await setTeamManager(database.pool, teamOf(draft, 1), null, draft.commissioner);
    expect(await events).toMatchObject({ code: 'DRAFT_NOT_FOUND' });
    const endedAt = performance.now();
    expect(await company.end).toBe('DRAFT_NOT_FOUND');
    expect(performance.now() - endedAt).toBeLessThan(2_000);
  });

  /** The rooms of a process through which others follow. */
  const roomsBeside = (present: readonly Proven[]) =>
    new Rooms({
      ...{ db: () => database.pool, hub: () => ({ present: () => [...present] }), log: silentLog },
      ...{ mostPerPerson: 64, mostVisitorsPerAddress: 64, mostPerAddress: 64 },
    });

  /** How being told of a room ends. */
  const endOf = async (company: AsyncIterableIterator<unknown>) => {
    try {
      for await (const _ of company);
    } catch (error) {
      return error;
    }
    return 'ended';
  };

  it('is told so where they follow no events any more', async () => {
    const draft = await privateDraft();
    const rooms = roomsBeside([]);
    const end = endOf(await rooms.enter(draft.draftId, { kind: 'USER', userId: managerId(draft, 1) }));
    await setTeamManager(database.pool, teamOf(draft, 1), null, draft.commissioner);
    expect(await end).toMatchObject({ code: 'DRAFT_NOT_FOUND' });
    await rooms.stop();
  });

  it('is whoever signed out or whose token is too old, also while they follow the draft by another one', async () => {
    const draft = await privateDraft();
    const { draftId } = draft;
    const actor = { kind: 'USER', userId: managerId(draft, 1) } as const;
    const rooms = roomsBeside([{ draftId, actor, credential: NO_CREDENTIAL }]);
    for (const credential of [
      { ...NO_CREDENTIAL, validUntil: new Date(Date.now() - 60_000) },
      { ...NO_CREDENTIAL, session: Buffer.alloc(32, 3) },
    ])
      expect(await endOf(await rooms.enter(draftId, actor, undefined, credential))).toMatchObject({
        code: 'TOKEN_INVALID',
      });
    await rooms.stop();
  });
});

describe('who is told of the rooms', () => {
  it('are as many of one address as its connections need, whoever is signed in', async () => {
    const draft = await newDraft(database.pool, { teams: 4 });
    const rooms = new Rooms({
      ...{ db: () => database.pool, hub: () => ({ present: () => [] }), log: silentLog },
      ...{ mostPerPerson: 64, mostVisitorsPerAddress: 64, mostPerAddress: 2 },
    });
    const enterAs = (slot: number, gone?: AbortSignal) => {
      const actor = { kind: 'USER', userId: managerId(draft, slot) } as const;
      return rooms.enter(draft.draftId, actor, '192.0.2.1', NO_CREDENTIAL, gone);
    };
    const leaving = new AbortController();
    const [one] = [await enterAs(1), await enterAs(2, leaving.signal)];
    await expect(enterAs(3)).rejects.toMatchObject({ code: 'TOO_MANY_CONNECTIONS' });
    await one.return?.();
    await enterAs(4);
    leaving.abort();
    await enterAs(3);
    await rooms.stop();
  });
});

describe('rooms that somebody asks to look at all the time', () => {
  it('are looked at again after a rest', async () => {
    const draft = await newDraft(database.pool, { teams: 2 });
    const { draftId } = draft;
    let looks = 0;
    let looking: Promise<unknown> = Promise.resolve();
    const db: Queryable = {
      query: <Row extends QueryResultRow>(text: string, values?: unknown[]) => {
        const answered = database.pool.query<Row>(text, values);
        if (text.includes('exchange_rooms')) {
          looks += 1;
          looking = answered;
        }
        return answered;
      },
    };
    const actor = { kind: 'USER', userId: managerId(draft, 1) } as const;
    const rooms = new Rooms({
      ...{ db: () => db, log: silentLog },
      hub: () => ({ present: () => [{ draftId, actor, credential: NO_CREDENTIAL }] }),
      ...{ mostPerPerson: 64, mostVisitorsPerAddress: 64, mostPerAddress: 64 },
    });
    const company = await rooms.enter(draftId, actor);
    expect(await company.next()).toMatchObject({ value: { teamIds: [teamOf(draft, 1)] } });
    for (let i = 0; i < 100; i += 1) {
      rooms.look();
      await setImmediate();
      await looking;
      await setImmediate();
    }
    expect(looks).toBeLessThan(20);
    const seen = looks;
    await until(async () => looks > seen || undefined);
    await rooms.stop();
  });
});

describe('a sign to the room', () => {
  it('reaches everybody, in the place of the last one of its team, and is no event', async () => {
    const draft = await newDraft(database.pool, { teams: 2 });
    const [one, visitor] = [await enter(draft, 1), await enter(draft, null)];
    const before = (await one.client.sheet(draft.draftId)).version;
    await one.client.react(draft.draftId, teamOf(draft, 1), 'CHEER');
    await until(async () => visitor.told()?.reactions[0]?.sign === 'CHEER' || undefined);
    // Within a second of the last one it is left out.
    await one.client.react(draft.draftId, teamOf(draft, 1), 'OUCH');
    await database.pool.query(`update app_private.reactions set at = at - interval '2 seconds'`);
    await one.client.react(draft.draftId, teamOf(draft, 1), 'LAUGH');
    await until(
      async () =>
        visitor
          .told()
          ?.reactions.map(({ sign }) => sign)
          .join() === 'LAUGH' || undefined,
    );
    expect((await one.client.sheet(draft.draftId)).version).toBe(before);
  });

  it('is gone after ten seconds', async () => {
    const draft = await newDraft(database.pool, { teams: 2 });
    const one = await enter(draft, 1);
    await one.client.react(draft.draftId, teamOf(draft, 1), 'THINK');
    await until(async () => one.told()?.reactions.length === 1 || undefined);
    await database.pool.query(`update app_private.reactions set at = at - interval '10 seconds'`);
    await until(async () => one.told()?.reactions.length === 0 || undefined);
    const { rows } = await database.pool.query('select from app_private.reactions where draft_id = $1', [
      draft.draftId,
    ]);
    expect(rows).toEqual([]);
  });

  it('is given for one’s own team', async () => {
    const draft = await newDraft(database.pool, { teams: 2 });
    const two = await enter(draft, 2);
    const foreign = two.client.react(draft.draftId, teamOf(draft, 1), 'HURRY');
    await expect(foreign).rejects.toMatchObject({ code: 'NOT_YOUR_TEAM' });
  });
});
