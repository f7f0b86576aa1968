import { beforeAll, describe, expect, it } from 'vitest';
import { createUser, setTeamManager } from '../../src/database/leagues.ts';
import { applyPick } from '../../src/database/picks.ts';
import { ask, follow, tokenFor } from '../support/api.ts';
import { newDraft, newPool, type TestDraft } from '../support/drafts.ts';
import { events } from '../support/events.ts';
import { NoStream, openStream } from '../support/http_events.ts';
import { testService } from '../support/service.ts';

const { database, api } = testService();
let poolId: string;
beforeAll(async () => {
  poolId = await newPool(database.pool, 200);
});

const pathOf = ({ draftId }: { draftId: string }, more = '') => `${api.url}/drafts/${draftId}/events${more}`;

function userIdOf(actor: TestDraft['commissioner'] | undefined): string {
  return actor === undefined || actor.kind === 'CLOCK' ? '' : (actor.userId ?? '');
}

async function pick({ draftId, players, commissioner }: TestDraft, pickNumber: number): Promise<void> {
  const playerId = players[pickNumber - 1] ?? 0;
  await applyPick(database.pool, { kind: 'MANUAL', draftId, pickNumber, playerId, actor: commissioner });
}

async function privateDraft(): Promise<TestDraft> {
  const draft = await newDraft(database.pool, { poolId });
  await database.pool.query(`update app_public.drafts set visibility = 'PRIVATE' where id = $1`, [
    draft.draftId,
  ]);
  return draft;
}

async function newTicket(draftId: string, userId: string): Promise<string> {
  const answer = await ask(
    api.url,
    'mutation ($d: UUID!) { createEventTicket(draftId: $d) { ticket expiresAt } }',
    { d: draftId },
    await tokenFor(userId),
  );
  expect(answer.errors).toEqual([]);
  return (answer.data as { createEventTicket: { ticket: string } }).createEventTicket.ticket;
}

async function refused(url: string, headers: Record<string, string> = {}): Promise<[number, unknown]> {
  const answer = await openStream(url, headers).then(
    () => expect.fail('a stream was opened'),
    (error: unknown) => error,
  );
  if (!(answer instanceof NoStream)) throw answer;
  return [answer.status, answer.code];
}

describe('the stream of events over HTTP', () => {
  it('sends the same events as the subscription, past and live ones', async () => {
    const draft = await newDraft(database.pool, { poolId });
    const stream = await openStream(pathOf(draft, '?after=0'));
    const follower = follow(api.url, draft.draftId, 0);
    for (const pickNumber of [1, 2, 3]) await pick(draft, pickNumber);
    const told = await stream.untilCount(5);
    const stored = await events(database.pool, draft.draftId);
    expect(told.map(({ id }) => id)).toEqual([1, 2, 3, 4, 5]);
    expect(told.map(({ data: { version, at, kind, data } }) => ({ version, at, kind, data }))).toEqual(
      stored,
    );
    expect((await follower.untilCount(5)).map(({ version }) => version)).toEqual([1, 2, 3, 4, 5]);
    const { nextDeadline } = stored[4]?.kind === 'PICKED' ? stored[4].data : expect.fail('five events came');
    expect(told[4]?.data).toMatchObject({ deadline: nextDeadline, format: 1, draftId: draft.draftId });
    follower.stop();
    stream.stop();
  });

  it('resumes after the last event of a client, starts from now without one, and says where the draft must be read again', async () => {
    const draft = await newDraft(database.pool, { poolId });
    await pick(draft, 1);
    const back = await openStream(pathOf(draft, '?after=0'), { 'last-event-id': '2' });
    const fresh = await openStream(pathOf(draft));
    const lost = await openStream(pathOf(draft), { 'last-event-id': '99' });
    await pick(draft, 2);
    expect((await back.untilCount(2)).map(({ id }) => id)).toEqual([3, 4]);
    expect((await fresh.untilCount(1)).map(({ id }) => id)).toEqual([4]);
    expect((await lost.untilCount(2)).map(({ id, data: { kind } }) => [id, kind])).toEqual([
      [3, 'RESYNC'],
      [4, 'PICKED'],
    ]);
    for (const stream of [back, fresh, lost]) stream.stop();
  });

  it('resumes after the number in the URL where the header is empty, and may not be cached', async () => {
    const draft = await newDraft(database.pool, { poolId });
    await pick(draft, 1);
    const back = await openStream(pathOf(draft, '?after=2'), { 'last-event-id': '' });
    expect((await back.untilCount(1)).map(({ id }) => id)).toEqual([3]);
    const fresh = await openStream(pathOf(draft), { 'last-event-id': '' });
    const unsaid = await openStream(pathOf(draft, '?after='));
    await pick(draft, 2);
    for (const stream of [fresh, unsaid])
      expect((await stream.untilCount(1)).map(({ id }) => id)).toEqual([4]);
    for (const stream of [back, fresh, unsaid]) {
      expect(stream.headers['cache-control']).toBe('no-store, no-transform');
      stream.stop();
    }
  });

  it('is open to who may watch: with a token, or with a ticket', async () => {
    const draft = await privateDraft();
    const member = userIdOf(draft.managers[0]);
    const stranger = await tokenFor(await createUser(database.pool, 'Stranger'));
    expect(await refused(pathOf(draft))).toEqual([404, 'DRAFT_NOT_FOUND']);
    expect(await refused(pathOf(draft), { authorization: `Bearer ${stranger}` })).toEqual([
      404,
      'DRAFT_NOT_FOUND',
    ]);
    expect(await refused(pathOf(draft), { authorization: 'Bearer forged' })).toEqual([401, 'TOKEN_INVALID']);
    const ticket = await newTicket(draft.draftId, member);
    for (const stream of [
      await openStream(pathOf(draft, '?after=0'), { authorization: `Bearer ${await tokenFor(member)}` }),
      await openStream(pathOf(draft, `?after=0&ticket=${ticket}`)),
    ]) {
      await stream.untilCount(2);
      stream.stop();
    }
  });

  it('opens with a ticket once, in time, and for its draft alone', async () => {
    const [draft, other] = [await privateDraft(), await newDraft(database.pool, { poolId })];
    const member = userIdOf(draft.managers[0]);
    const used = await newTicket(draft.draftId, member);
    const withTicket = (ticket: string, of = draft) => pathOf(of, `?ticket=${ticket}`);
    const tries = await Promise.allSettled(Array.from({ length: 10 }, () => openStream(withTicket(used))));
    const opened = tries.filter((one) => one.status === 'fulfilled');
    expect(opened).toHaveLength(1);
    opened[0]?.value.stop();
    const elsewhere = await newTicket(draft.draftId, member);
    expect(await refused(withTicket(elsewhere, other))).toEqual([401, 'TICKET_INVALID']);
    const old = await newTicket(draft.draftId, member);
    await database.pool.query(`update app_private.event_tickets set expires_at = clock_timestamp()`);
    for (const ticket of [old, used, 'guessed', '', '%00', "' or true --"]) {
      expect(await refused(withTicket(ticket)), ticket).toEqual([401, 'TICKET_INVALID']);
    }
    // Neither is a ticket kept as it is, nor one that nobody used in time.
    await newTicket(draft.draftId, member);
    const { rows } = await database.pool.query(
      'select octet_length(hash) as bytes from app_private.event_tickets',
    );
    expect(rows).toEqual([{ bytes: 32 }]);
  });

  it('ends with a reason when its member is removed, and so does a subscription, but not its socket', async () => {
    const draft = await privateDraft();
    const member = userIdOf(draft.managers[0]);
    const token = await tokenFor(member);
    const stream = await openStream(pathOf(draft, '?after=0'), { authorization: `Bearer ${token}` });
    const follower = follow(api.url, draft.draftId, 0, token);
    await Promise.all([stream.untilCount(2), follower.untilCount(2)]);
    await setTeamManager(database.pool, draft.teamIds[0] ?? '', null, draft.commissioner);
    expect(await stream.ended).toMatchObject({ code: 'DRAFT_NOT_FOUND' });
    expect(await follower.failed).toMatchObject([{ extensions: { code: 'DRAFT_NOT_FOUND' } }]);
    // What was done is the last they see.
    expect(stream.events.map(({ data: { kind } }) => kind).slice(2)).toEqual(['MANAGER_CHANGED']);
    expect(stream.events.at(-1)?.data.data).toMatchObject({ managerId: null, formerManagerId: member });
    follower.stop();
  });

  it('refuses what it cannot use, with a code and a status', async () => {
    const draft = await newDraft(database.pool, { poolId });
    expect(await refused(pathOf({ draftId: draft.leagueId }))).toEqual([404, 'DRAFT_NOT_FOUND']);
    for (const [url, headers] of [
      [pathOf({ draftId: 'nonsense' }), {}],
      [pathOf({ draftId: '%00' }), {}],
      [pathOf(draft, '?after=-1'), {}],
      [pathOf(draft, '?after=1.5'), {}],
      [pathOf(draft, '?after=1&after=2'), {}],
      [pathOf(draft), { 'last-event-id': 'x' }],
    ] as const) {
      expect(await refused(url, headers), url).toEqual([400, 'INPUT_INVALID']);
    }
    const posted = await fetch(pathOf(draft), { method: 'POST' });
    expect([posted.status, posted.headers.get('allow')]).toEqual([405, 'GET']);
  });
});
