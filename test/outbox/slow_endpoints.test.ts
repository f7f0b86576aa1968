import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { beginDelivery, type DeliveryResult, recordDeliveries } from '../../src/database/outbox.ts';
import { newDraft, type TestDraft, userIdOf } from '../support/drafts.ts';
import { type Receiver, startReceiver, TAKE } from '../support/receiver.ts';
import { newWebhook, pick, withRelay } from '../support/relay.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';
import { until } from '../support/until.ts';

const ENDPOINTS = 8;
const AT_ONCE = { perLeague: 4, perPerson: 12 };

let database: TestDatabase;
let slow: Receiver;
let quick: Receiver;
let answers: (() => void)[];
beforeEach(async () => {
  database = await createTestDatabase();
  [slow, quick] = await Promise.all([startReceiver(), startReceiver()]);
  answers = [];
  slow.answer = (got, res, req) => answers.push(() => TAKE(got, res, req));
});
afterEach(async () => {
  await Promise.all([slow.stop(), quick.stop()]);
  await database.drop();
});

/** Lets all that wait be taken, so that nobody waits for a time-out. */
function answerAll(): void {
  slow.answer = TAKE;
  for (const answer of answers) answer();
}

/** A league with eight endpoints that never answer, all behind. */
async function newSlowLeague(): Promise<TestDraft> {
  const draft = await newDraft(database.pool);
  for (let n = 0; n < ENDPOINTS; n += 1) await newWebhook(database.pool, `${slow.url}/${n}`, draft.leagueId);
  await pick(database.pool, draft, 1, 1);
  return draft;
}

async function newQuickDraft(): Promise<TestDraft> {
  const draft = await newDraft(database.pool);
  await newWebhook(database.pool, quick.url, draft.leagueId);
  return draft;
}

describe('endpoints that answer nobody', () => {
  it('hold no more than their share of a relay: events and messages of other leagues go on', async () => {
    await newSlowLeague();
    const other = await newQuickDraft();
    const { rows } = await database.pool.query<{ id: string }>(
      `insert into app_public.sources (league_id, name, kinds, created_at, created_by, acts_as_operator)
       values ($1, 'Theirs', '{draft.pause_requested}', clock_timestamp(), $2, false) returning id`,
      [other.leagueId, userIdOf(other.commissioner)],
    );
    await withRelay(database, async () => {
      await slow.untilReceived(AT_ONCE.perLeague);
      await pick(database.pool, other, 1, 5);
      await quick.untilReceived(5);
      await database.pool.query(
        `insert into app_public.inbox (source_id, message_id, body) values ($1, 'one', $2)`,
        [rows[0]?.id, { kind: 'unheard.of', version: 1, leagueId: other.leagueId }],
      );
      await until(async () => {
        const { rowCount } = await database.pool.query(
          `select from app_public.inbox where state <> 'WAITING'`,
        );
        return rowCount === 1 || undefined;
      });
      expect(slow.received.length).toBe(AT_ONCE.perLeague);
      answerAll();
    });
  });

  it('of all leagues of one person hold no more together than a person may', async () => {
    const first = await newSlowLeague();
    for (let n = 0; n < 3; n += 1) {
      const another = await newSlowLeague();
      await database.pool.query('update app_public.leagues set commissioner_id = $2 where id = $1', [
        another.leagueId,
        userIdOf(first.commissioner),
      ]);
    }
    const other = await newQuickDraft();
    await withRelay(database, async () => {
      await slow.untilReceived(AT_ONCE.perPerson);
      await pick(database.pool, other, 1, 5);
      await quick.untilReceived(5);
      expect(slow.received.length).toBe(AT_ONCE.perPerson);
      answerAll();
    });
  });
});

describe('an endpoint that takes an event after more than five seconds', () => {
  const taken = (version: number, milliseconds: number): DeliveryResult => ({
    ...{ version, ok: true, status: 200, milliseconds, request: '', response: null, error: null },
    ...{ gone: false, retryAfter: null },
  });

  it('has its circuit breaker opened by the fifth in a row, has each event, and loses none', async () => {
    const draft = await newQuickDraft();
    await pick(database.pool, draft, 1, 8);
    const { rows } = await database.pool.query<{ id: string }>('select id from app_public.endpoints');
    const way = { endpointId: rows[0]?.id ?? '', streamId: draft.draftId };
    const breaker = async () => {
      const found = await database.pool.query(
        `select failures, open_until > clock_timestamp() as "isOpen", last_error as "lastError" from app_public.endpoints`,
      );
      return found.rows[0];
    };
    for (let version = 3; version < 8; version += 1) {
      const lease = randomUUID();
      expect((await beginDelivery(database.pool, way, lease, 20))?.events[0]?.version).toBe(version);
      // What comes behind it is for another job.
      expect(await recordDeliveries(database.pool, way, lease, [taken(version, 9_000)], 20)).toEqual([]);
    }
    expect(await breaker()).toMatchObject({
      ...{ failures: 5, isOpen: true, lastError: expect.stringContaining('after 9 seconds') },
    });
    const { rows: jobs } = await database.pool.query(
      'select run_at > clock_timestamp() as later from graphile_worker_relay.jobs',
    );
    expect(jobs).toEqual([{ later: true }]);
    expect(await beginDelivery(database.pool, way, randomUUID(), 20)).toBeNull();
    await database.pool.query('update app_public.endpoints set open_until = clock_timestamp()');
    const lease = randomUUID();
    expect((await beginDelivery(database.pool, way, lease, 20))?.events.length).toBe(1);
    const next = await recordDeliveries(database.pool, way, lease, [taken(8, 40)], 20);
    expect(next.map(({ version }) => version)).toEqual([9, 10]);
    expect(await breaker()).toMatchObject({ failures: 0, isOpen: null });
  });
});
