import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readBacklog } from '../../src/database/backlog.ts';
import type { ConnectionPool } from '../../src/database/connect.ts';
import { createSource, nextMessage, receiveMessage } from '../../src/database/inbox.ts';
import { createUser } from '../../src/database/leagues.ts';
import { handleMessages } from '../../src/listeners/handle_messages.ts';
import { newDraft, type TestDraft } from '../support/drafts.ts';
import { WEBHOOK_SECRET, withRelay } from '../support/relay.ts';
import { silentLog } from '../support/silent_log.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';
import { until, untilWaiting } from '../support/until.ts';

const KIND = 'player.status_changed';
const NEVER = new AbortController().signal;

let database: TestDatabase;
let db: ConnectionPool;
let draft: TestDraft;
let source: string;
beforeAll(async () => {
  database = await createTestDatabase();
  db = database.pool;
  draft = await newDraft(db, { teams: 2, rounds: 2, open: false });
  const operator = await createUser(db, 'Operator');
  const who = { kind: 'OPERATOR', userId: operator } as const;
  source = await createSource(
    db,
    { leagueId: null, name: 'Feed', kinds: [KIND], secret: WEBHOOK_SECRET },
    who,
  );
});
afterAll(() => database.drop());

/** Takes a message that a player, by place in the pool, is out; answers its id. */
async function tell(place: number): Promise<string> {
  const messageId = randomUUID();
  const data = { poolId: draft.poolId, playerId: draft.players[place], status: 'OUT' };
  await receiveMessage(db, source, messageId, { kind: KIND, version: 1, data });
  return messageId;
}

async function statesOf(...messageIds: string[]): Promise<string[]> {
  const { rows } = await db.query<{ state: string }>(
    'select state from app_public.inbox where message_id = any($1) order by place',
    [messageIds],
  );
  return rows.map(({ state }) => state);
}

const done = (...messageIds: string[]) =>
  until(async () => (await statesOf(...messageIds)).every((state) => state === 'DONE') || undefined);
const handle = () => handleMessages(db, null, silentLog, NEVER);

/** Whoever handles a message about a status waits while `use` runs: another session has the pool. */
async function whileHeldUp<T>(use: () => Promise<T>): Promise<T> {
  const holder = await db.connect();
  try {
    await holder.query('begin');
    await holder.query('select from app_public.player_pools where id = $1 for update', [draft.poolId]);
    return await use();
  } finally {
    await holder.query('rollback');
    holder.release();
  }
}

/** Jobs that are done stay, with their locks, while `use` runs. */
async function whileNoJobIsRemoved(use: () => Promise<void>): Promise<void> {
  await db.query(`
    create function app_private.wait_for_the_test() returns trigger language plpgsql as
      'begin perform pg_advisory_xact_lock_shared(1, 1); return null; end';
    create trigger jobs_stay before delete on graphile_worker_relay._private_jobs
      for each statement execute function app_private.wait_for_the_test()`);
  const holder = await db.connect();
  try {
    await holder.query('select pg_advisory_lock(1, 1)');
    await use();
    const { rows } = await holder.query('select pg_advisory_unlock(1, 1) as "stayed"');
    expect(rows).toEqual([{ stayed: true }]);
  } finally {
    holder.release(true);
    await db.query('drop trigger jobs_stay on graphile_worker_relay._private_jobs');
  }
}

describe('a message that is being handled', () => {
  it('is given to nobody else, nor is the one behind it', async () => {
    const first = await tell(0);
    const { handling, second } = await whileHeldUp(async () => {
      const begun = handle();
      await untilWaiting(db);
      const behind = await tell(1);
      await handle();
      expect(await statesOf(first, behind)).toEqual(['WAITING', 'WAITING']);
      return { handling: begun, second: behind };
    });
    await handling;
    expect(await statesOf(first, second)).toEqual(['DONE', 'DONE']);
  });

  it('lets the next one be handled as soon as it is done, not only when its job is removed', async () => {
    await withRelay(database, () =>
      whileNoJobIsRemoved(async () => {
        await done(await tell(2));
        await done(await tell(3));
      }),
    );
  });

  it('by a relay that was killed is handled by another one once the lease is over', async () => {
    const messages = [await tell(4), await tell(5)];
    expect(await nextMessage(db, null)).toMatchObject({ body: { kind: KIND } });
    await db.query(`update graphile_worker_relay._private_jobs set locked_by = 'killed', locked_at = now()`);
    await db.query(
      `update graphile_worker_relay._private_job_queues set locked_by = 'killed', locked_at = now()`,
    );
    expect(await nextMessage(db, null)).toBeNull();
    await db.query(
      `update app_public.inbox set leased_until = clock_timestamp() - interval '3 seconds' where leased_until is not null`,
    );
    await withRelay(database, () => done(...messages));
  });
});

describe('a message that cannot be handled now', () => {
  it('waits, and those behind it, for a second or half of its age, at most a minute; then it is handled in order', async () => {
    const messages = [await tell(6), await tell(7)];
    const pause = async () => {
      const { rows } = await db.query<{ seconds: number }>(
        `select extract(epoch from leased_until - clock_timestamp())::float8 as seconds from app_public.inbox
         where message_id = $1`,
        [messages[0]],
      );
      return rows[0]?.seconds ?? 0;
    };
    for (const [age, least, most] of [
      ['0 s', 0, 5],
      ['20 s', 8, 15],
      ['1 day', 50, 60],
    ] as const) {
      await db.query(
        `update app_public.inbox set leased_until = null, received_at = clock_timestamp() - $1::interval where message_id = $2`,
        [age, messages[0]],
      );
      await whileHeldUp(() => expect(handle()).rejects.toThrow());
      expect(await pause()).toBeGreaterThan(least);
      expect(await pause()).toBeLessThan(most);
      await handle();
      expect(await statesOf(...messages)).toEqual(['WAITING', 'WAITING']);
    }
    expect((await readBacklog(db)).inboxAge).toBeGreaterThan(86_400);
    await db.query('update app_public.inbox set leased_until = clock_timestamp() where message_id = $1', [
      messages[0],
    ]);
    await withRelay(database, () => done(...messages));
    expect((await readBacklog(db)).inboxAge).toBe(0);
  });
});

it('the steps about messages that wait do what docs/operations.md says: who waits, and one is given up', async () => {
  const page = readFileSync(new URL('../../docs/operations.md', import.meta.url), 'utf8');
  const section = page.split(/^## /m).find((part) => part.startsWith('Messages of other systems wait')) ?? '';
  const [, asked = ''] = /```sql\n([\s\S]*?)```/.exec(section) ?? [];
  const [, given = ''] = /`(update app_public\.inbox [^`]*)`/.exec(section) ?? [];
  const [first, second] = [await tell(8), await tell(9)];
  await nextMessage(db, null);
  const { rows } = await db.query<{ id: string; league_id: string | null; kind: string; leased_until: Date }>(
    asked,
  );
  expect(rows).toEqual([expect.objectContaining({ league_id: null, source_id: source, kind: KIND })]);
  expect(rows[0]?.leased_until).toBeInstanceOf(Date);
  await db.query(given.replace('…', rows[0]?.id ?? ''));
  await handle();
  expect(await statesOf(first, second)).toEqual(['SET_ASIDE', 'DONE']);
});
