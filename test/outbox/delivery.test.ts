import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createUser, setTeamManager } from '../../src/database/leagues.ts';
import { Announcer } from '../../src/events/announcer.ts';
import { openDraft } from '../../src/orchestrator/open_draft.ts';
import { newDraft } from '../support/drafts.ts';
import { always, firsts, isSigned, type Receiver, startReceiver, TAKE } from '../support/receiver.ts';
import { eventLog, newWebhook, pick, tryAgainNow, WEBHOOK_SECRET, withRelay } from '../support/relay.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';
import { until } from '../support/until.ts';

let receiver: Receiver;
let database: TestDatabase;
beforeAll(async () => {
  receiver = await startReceiver();
});
afterAll(() => receiver.stop());
beforeEach(async () => {
  database = await createTestDatabase();
  receiver.received.length = 0;
  receiver.answer = TAKE;
});
afterEach(() => database.drop());

const endpointRow = async (id: string) => {
  const { rows } = await database.pool.query(
    `select failures, open_until > clock_timestamp() as "isOpen", disabled_because as "disabled", last_error as "lastError"
       from app_public.endpoints where id = $1`,
    [id],
  );
  return rows[0];
};

describe('an endpoint', () => {
  it('gets every event of a draft, in order, signed, and the same id as often as it is sent', async () => {
    const league = await newDraft(database.pool, { open: false });
    await newWebhook(database.pool, `${receiver.url}/hook?key=1`, league.leagueId);
    const draft = { ...league };
    await withRelay(database, async () => {
      await openDraft(database.pool, draft.draftId, draft.commissioner);
      await pick(database.pool, draft, 1, 12);
      // OPENED, twelve PICKED and COMPLETED: CREATED was before the endpoint.
      await receiver.untilReceived(14);
    });
    const [, ...expected] = (await eventLog(database.pool)).get(draft.draftId) ?? [];
    expect(receiver.received.map(({ event }) => event.id)).toEqual(expected);
    expect(receiver.received.every((each) => isSigned(each, WEBHOOK_SECRET))).toBe(true);
    expect(receiver.received[0]).toMatchObject({
      path: '/hook?key=1',
      headers: { 'webhook-id': `${draft.draftId}:2`, 'content-type': /cloudevents/ },
      event: { specversion: '1.0', type: 'draft-orchestrator.draft.opened', sequence: '0000000002' },
    });
    expect(receiver.received[1]?.event.data).toMatchObject({
      draftId: draft.draftId,
      leagueId: draft.leagueId,
      pickNumber: 1,
      playerId: draft.players[0],
      version: 3,
    });
  });

  it('gets what a hint announces before the next sweep', async () => {
    const draft = await newDraft(database.pool);
    await newWebhook(database.pool, receiver.url, draft.leagueId);
    await withRelay(database, async () => {
      await pick(database.pool, draft, 1, 1);
      await receiver.untilReceived(1);
      const announcer = new Announcer(database.pool, () => undefined);
      const startedAt = performance.now();
      await pick(database.pool, draft, 2, 2);
      announcer.announce({ draftId: draft.draftId, version: 4 });
      await announcer.settled();
      await receiver.untilReceived(2);
      expect(performance.now() - startedAt).toBeLessThan(60_000);
    });
  });

  it('of all leagues gets drafts that are made later from their first event, and the events of leagues', async () => {
    await newWebhook(database.pool, receiver.url, null);
    const draft = await newDraft(database.pool, { teams: 2, open: false });
    await withRelay(database, () => receiver.untilReceived(4));
    const types = receiver.received.map(({ event }) => event.type.replace('draft-orchestrator.', '')).sort();
    expect(types).toEqual([
      'draft.created',
      'league.draft_created',
      'league.member_joined',
      'league.member_joined',
    ]);
    expect(firsts(receiver.received).filter((id) => id.startsWith(draft.leagueId))).toEqual(
      (await eventLog(database.pool)).get(draft.leagueId),
    );
  });

  it('hears of a league who joined it, replaced somebody, and left', async () => {
    const { leagueId, teamIds, commissioner } = await newDraft(database.pool, { teams: 2 });
    const newcomer = await createUser(database.pool, 'Newcomer');
    await newWebhook(database.pool, receiver.url, leagueId);
    for (const managerId of [newcomer, null, newcomer])
      await setTeamManager(database.pool, teamIds[0] ?? '', managerId, commissioner);
    const ofLeague = () => receiver.received.filter(({ event }) => event.id.startsWith(leagueId));
    await withRelay(database, () => until(async () => (ofLeague().length >= 3 ? true : undefined)));
    expect(
      ofLeague().map(({ event }) => [
        event.type.split('.').at(-1),
        event.data['teamId'],
        event.data['managerId'],
      ]),
    ).toEqual([
      ['member_replaced', teamIds[0], newcomer],
      ['member_left', teamIds[0], null],
      ['member_joined', teamIds[0], newcomer],
    ]);
  });

  it('of one league gets nothing of another', async () => {
    const own = await newDraft(database.pool);
    const other = await newDraft(database.pool);
    await newWebhook(database.pool, receiver.url, own.leagueId);
    await withRelay(database, async () => {
      await pick(database.pool, other, 1, 2);
      await pick(database.pool, own, 1, 2);
      await receiver.untilReceived(2);
    });
    expect(new Set(receiver.received.map(({ event }) => event.data['draftId']))).toEqual(
      new Set([own.draftId]),
    );
  });
});

describe('an endpoint that fails', () => {
  it('is tried again with the same event until it takes it, and later ones wait: order is kept', async () => {
    const draft = await newDraft(database.pool);
    const id = await newWebhook(database.pool, receiver.url, draft.leagueId);
    let refusals = 3;
    receiver.answer = (received, res, req) => (refusals-- > 0 ? always(500) : TAKE)(received, res, req);
    await withRelay(database, async () => {
      await pick(database.pool, draft, 1, 3);
      for (let attempt = 1; attempt <= 3; attempt += 1) {
        await until(async () => ((await endpointRow(id)).failures >= attempt ? true : undefined));
        await tryAgainNow(database.pool);
      }
      await receiver.untilReceived(6);
      await until(async () => ((await endpointRow(id)).failures === 0 ? true : undefined));
    });
    const ids = receiver.received.map(({ event }) => event.id.split(':')[1]);
    expect(ids).toEqual(['3', '3', '3', '3', '4', '5']);
    expect(await endpointRow(id)).toMatchObject({ failures: 0, isOpen: null });
    const { rows } = await database.pool.query(
      'select succeeded, status, error from app_public.deliveries order by id limit 1',
    );
    expect(rows[0]).toEqual({ succeeded: false, status: 500, error: 'It answered with HTTP 500.' });
  });

  it('is left alone once its circuit breaker is open, but for one delivery that tries', async () => {
    const drafts = [await newDraft(database.pool), await newDraft(database.pool)];
    const id = await newWebhook(database.pool, receiver.url, null);
    await database.pool.query(
      `update app_public.endpoints set failures = 7, failing_since = clock_timestamp(), open_until = clock_timestamp()`,
    );
    const waiting: (() => void)[] = [];
    receiver.answer = (_received, res) => waiting.push(() => res.writeHead(204).end());
    for (const draft of drafts) await pick(database.pool, draft, 1, 1);
    await withRelay(database, async () => {
      await receiver.untilReceived(1);
      // While it tries the breaker is open for everybody else.
      expect(await endpointRow(id)).toMatchObject({ failures: 7, isOpen: true });
      expect(receiver.received.length).toBe(1);
      receiver.answer = TAKE;
      waiting[0]?.();
      await receiver.untilReceived(2);
      await until(async () => ((await endpointRow(id)).failures === 0 ? true : undefined));
    });
    expect(new Set(receiver.received.map(({ event }) => event.data['draftId'])).size).toBe(2);
  });

  it('opens its circuit breaker after five failures in a row', async () => {
    const draft = await newDraft(database.pool);
    const id = await newWebhook(database.pool, receiver.url, draft.leagueId);
    receiver.answer = always(500);
    await pick(database.pool, draft, 1, 1);
    await withRelay(database, () =>
      until(async () => {
        const { failures, isOpen } = await endpointRow(id);
        if (isOpen) return true;
        expect(failures).toBeLessThan(5);
        await database.pool.query('update app_private.endpoint_cursors set retry_at = clock_timestamp()');
        return undefined;
      }),
    );
    expect(await endpointRow(id)).toMatchObject({
      failures: 5,
      isOpen: true,
      lastError: 'It answered with HTTP 500.',
    });
  });

  it('is switched off when it answers that it is gone', async () => {
    const draft = await newDraft(database.pool);
    const id = await newWebhook(database.pool, receiver.url, draft.leagueId);
    receiver.answer = always(410);
    await pick(database.pool, draft, 1, 2);
    await withRelay(database, () =>
      until(async () => ((await endpointRow(id)).disabled === null ? undefined : true)),
    );
    expect(receiver.received.length).toBe(1);
    expect((await endpointRow(id)).disabled).toMatch(/gone/);
  });

  it('is asked again after the time that it named', async () => {
    const draft = await newDraft(database.pool);
    const id = await newWebhook(database.pool, receiver.url, draft.leagueId);
    receiver.answer = always(429, { 'retry-after': '120' });
    await pick(database.pool, draft, 1, 1);
    await withRelay(database, () =>
      until(async () => ((await endpointRow(id)).failures > 0 ? true : undefined)),
    );
    const { rows } = await database.pool.query(
      `select extract(epoch from open_until - clock_timestamp()) between 100 and 120 as open,
              (select attempts from app_private.endpoint_cursors where stream_id = $1) as attempts
         from app_public.endpoints`,
      [draft.draftId],
    );
    expect(rows[0]).toEqual({ open: true, attempts: 0 });
  });
});

describe('an event that an endpoint never takes', () => {
  it('becomes a dead letter after bounded attempts, and what came after it goes on', async () => {
    const draft = await newDraft(database.pool);
    await newWebhook(database.pool, receiver.url, draft.leagueId);
    receiver.answer = (received, res, req) =>
      (received.event.id.endsWith(':3') ? always(500) : TAKE)(received, res, req);
    await pick(database.pool, draft, 1, 2);
    await database.pool.query('update app_private.endpoint_cursors set attempts = 15 where stream_id = $1', [
      draft.draftId,
    ]);
    await withRelay(database, () => receiver.untilReceived(2));
    expect(receiver.received.map(({ event }) => event.id.split(':')[1])).toEqual(['3', '4']);
    const { rows } = await database.pool.query(
      'select version, attempts, error from app_public.dead_letters',
    );
    expect(rows).toEqual([{ version: 3, attempts: 16, error: 'It answered with HTTP 500.' }]);
  });
});
