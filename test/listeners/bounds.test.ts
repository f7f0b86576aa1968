import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSource, receiveMessage } from '../../src/database/inbox.ts';
import { pruneOutbox } from '../../src/database/outbox.ts';
import { newDraft, type TestDraft } from '../support/drafts.ts';
import { refusal } from '../support/refusal.ts';
import { WEBHOOK_SECRET } from '../support/relay.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';

let database: TestDatabase;
let draft: TestDraft;
beforeAll(async () => {
  database = await createTestDatabase();
  draft = await newDraft(database.pool);
});
afterAll(() => database.drop());

function newSource(leagueId: string | null): Promise<string> {
  const source = { leagueId, name: 'Theirs', kinds: ['ranking.updated'], secret: WEBHOOK_SECRET };
  const operator = { kind: 'OPERATOR', userId: null } as const;
  return createSource(database.pool, source, leagueId === null ? operator : draft.commissioner);
}

/** Writes so many messages of a source, handled in that way so many minutes ago; in the order of their ids. */
async function write(source: string, count: number, state = 'WAITING', minutesAgo = 0): Promise<void> {
  await database.pool.query(
    `insert into app_public.inbox (source_id, message_id, body, state, reason, received_at, handled_at)
     select $1, $3::text || ' ' || $4::float8 || ' ' || n, '{}', $3::text::app_public.inbox_state,
            case when $3::text = 'SET_ASIDE' then 'no' end,
            clock_timestamp() - $4::float8 * interval '1 minute',
            case when $3::text <> 'WAITING' then clock_timestamp() - $4::float8 * interval '1 minute' end
       from generate_series(1, $2) as n`,
    [source, count, state, minutesAgo],
  );
}

async function kept(source: string): Promise<number> {
  const { rows } = await database.pool.query<{ count: number }>(
    'select count(*)::integer as count from app_public.inbox where source_id = $1',
    [source],
  );
  return rows[0]?.count ?? 0;
}

const DAY = 24 * 60;
const take = (source: string, id: string = randomUUID()) => receiveMessage(database.pool, source, id, {});

describe('a source of which a thousand messages wait', () => {
  it('has no more taken, and those it has sent before are answered as before', async () => {
    const source = await newSource(draft.leagueId);
    await write(source, 999);
    expect(await take(source, 'the last')).toBe(true);
    expect(await refusal(take(source))).toMatchObject({
      ...{ code: 'TOO_MANY_MESSAGES', numbers: { most: 1_000, seconds: 60 } },
    });
    expect(await take(source, 'the last')).toBe(false);
    const other = await newSource(draft.leagueId);
    expect(await take(other)).toBe(true);
  });

  it('of all leagues may have ten thousand', async () => {
    const source = await newSource(null);
    await write(source, 1_000);
    expect(await take(source)).toBe(true);
  });
});

describe('messages that were handled', () => {
  it('are removed after seven days, those set aside after thirty, and none that waits', async () => {
    const source = await newSource(draft.leagueId);
    await write(source, 1, 'DONE', 7 * DAY + 1);
    await write(source, 2, 'DONE', 7 * DAY - 1);
    await write(source, 4, 'SET_ASIDE', 30 * DAY + 1);
    await write(source, 8, 'SET_ASIDE', 30 * DAY - 1);
    await write(source, 16, 'WAITING', 90 * DAY);
    expect(await pruneOutbox(database.pool, 3)).toBe(3);
    await pruneOutbox(database.pool, 100);
    expect(await kept(source)).toBe(2 + 8 + 16);
  });

  it('are no more than a thousand of a source, and those of the last quarter of an hour', async () => {
    const source = await newSource(draft.leagueId);
    await write(source, 700, 'DONE', 20);
    await write(source, 700, 'SET_ASIDE', 18);
    await write(source, 200, 'DONE', 1);
    await database.pool.query(
      `select app_private.trim_inbox($1, 1000, clock_timestamp() - interval '15 minutes')`,
      [source],
    );
    expect(await kept(source)).toBe(1_000);
    await write(source, 1_500, 'DONE', 2);
    await database.pool.query(
      `select app_private.trim_inbox($1, 1000, clock_timestamp() - interval '15 minutes')`,
      [source],
    );
    // All of the newest ones count, so that nobody sends one a second time while its signature counts.
    expect(await kept(source)).toBe(200 + 1_500);
  });

  it('are trimmed while messages are taken', async () => {
    const source = await newSource(draft.leagueId);
    await write(source, 3_000, 'DONE', 20);
    while ((await kept(source)) > 1_500) await take(source);
  });
});

it('a league has at most twenty sources', async () => {
  const { leagueId, commissioner } = await newDraft(database.pool);
  const add = () =>
    createSource(
      database.pool,
      { leagueId, name: 'Theirs', kinds: ['ranking.updated'], secret: WEBHOOK_SECRET },
      commissioner,
    );
  for (let n = 0; n < 20; n += 1) await add();
  expect(await refusal(add())).toMatchObject({ code: 'TOO_MANY_SOURCES', numbers: { most: 20 } });
});
