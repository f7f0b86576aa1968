import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../src/database/actor.ts';
import { createSource, receiveMessage } from '../../src/database/inbox.ts';
import { createUser } from '../../src/database/leagues.ts';
import { readPool } from '../../src/database/players.ts';
import { handleMessages } from '../../src/listeners/handle_messages.ts';
import { managerId, newDraft, newPool, type TestDraft } from '../support/drafts.ts';
import { WEBHOOK_SECRET } from '../support/relay.ts';
import { silentLog } from '../support/silent_log.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';
import { threadMsFor } from '../support/thread.ts';

const KINDS = ['player.status_changed', 'pool.refreshed', 'ranking.updated'];

let database: TestDatabase;
let draft: TestDraft;
let operator: string;
/** Sources of an operator for every league, and of a commissioner for theirs. */
let all: string;
let theirs: string;
beforeAll(async () => {
  database = await createTestDatabase();
  draft = await newDraft(database.pool, { teams: 2, rounds: 2, open: false });
  operator = await createUser(database.pool, 'Operator');
  all = await sourceOf(null, { kind: 'OPERATOR', userId: operator });
  theirs = await sourceOf(draft.leagueId, draft.commissioner);
});
afterAll(() => database.drop());

function sourceOf(leagueId: string | null, actor: Actor): Promise<string> {
  return createSource(database.pool, { leagueId, name: 'Feed', kinds: KINDS, secret: WEBHOOK_SECRET }, actor);
}

/** Takes a message of a source as one that was signed, handles it, and answers what became of it. */
async function hear(source: string, kind: string, data: object, version = 1) {
  const messageId = randomUUID();
  await receiveMessage(database.pool, source, messageId, { kind, version, leagueId: null, data });
  const waiting = await database.pool.query<{ league: string | null }>(
    'select league_id as league from app_public.inbox where message_id = $1',
    [messageId],
  );
  const league = waiting.rows[0]?.league ?? null;
  await handleMessages(database.pool, league, silentLog, new AbortController().signal);
  const { rows } = await database.pool.query<{ state: string; reason: string | null }>(
    'select state, reason from app_public.inbox where message_id = $1',
    [messageId],
  );
  return rows[0];
}

const DONE = { state: 'DONE', reason: null };
const aside = (reason: RegExp) => ({ state: 'SET_ASIDE', reason: expect.stringMatching(reason) });

describe('a message that a pool was refreshed', () => {
  it('tells what is new of many players at once, and the same again changes nothing', async () => {
    const { poolId, players } = draft;
    const [first = 0, second = 0] = players;
    const told = [
      { playerId: first, status: 'OUT', note: 'ankle', adp: 12.5 },
      ...players.slice(1, 150).map((playerId, place) => ({ playerId, adp: place + 1, proTeam: 'BUF' })),
    ];
    expect(await hear(all, 'pool.refreshed', { poolId, players: told })).toEqual(DONE);
    const pool = await readPool(database.pool, poolId);
    expect(pool.statusVersion).toBe(1);
    expect(pool.players[0]).toMatchObject({ id: first, status: 'OUT', adp: 12.5, proTeam: 'KC' });
    expect(pool.players[1]).toMatchObject({ id: second, status: 'ACTIVE', adp: 1, proTeam: 'BUF' });
    expect(await hear(all, 'pool.refreshed', { poolId, players: told })).toEqual(DONE);
    // Only where the player is drafted is new: whether they can play, and what is known of it, is as before.
    expect(await hear(all, 'pool.refreshed', { poolId, players: [{ playerId: first, adp: 13 }] })).toEqual(
      DONE,
    );
    const { rows } = await database.pool.query(
      'select status, note, adp from app_public.player_statuses where player_id = $1',
      [first],
    );
    expect(rows).toEqual([{ status: 'OUT', note: 'ankle', adp: 13 }]);
    expect((await readPool(database.pool, poolId)).statusVersion).toBe(2);
  });

  it('is done whole or not at all, and for whom the pool belongs to', async () => {
    const { poolId, players } = await newDraft(database.pool, { open: false });
    const [first = 0, second = 0] = players;
    const refresh = (listed: readonly object[], source = all) =>
      hear(source, 'pool.refreshed', { poolId, players: listed });
    const out = { playerId: first, status: 'OUT' };
    expect(await refresh([out, { playerId: draft.players[0], status: 'OUT' }])).toEqual(
      aside(/^PLAYER_NOT_IN_POOL/),
    );
    expect(await refresh([out, out])).toEqual(aside(/^PLAYER_LISTED_TWICE/));
    expect(await refresh([out], theirs)).toEqual(aside(/^NOT_YOUR_POOL/));
    for (const odd of [
      [],
      [{ ...out, status: 'WELL' }],
      [{ ...out, adp: 0 }],
      [{ ...out, note: 'a\nb' }],
      [{ ...out, rank: 1 }],
    ])
      expect(await refresh(odd)).toEqual(aside(/another shape/));
    expect(await hear(all, 'pool.refreshed', { poolId, players: [out] }, 2)).toEqual(
      aside(/version 2 are not known/),
    );
    expect((await readPool(database.pool, poolId)).statusVersion).toBe(0);
    expect(await refresh([out, { playerId: second, status: 'IR' }])).toEqual(DONE);
  });
});

describe('a message that the status of a player changed', () => {
  it.each([{ status: null }, {}])('is set aside where it names none: %o', async (given) => {
    const data = { poolId: draft.poolId, playerId: draft.players[0], ...given };
    expect(await hear(all, 'player.status_changed', data)).toEqual(aside(/another shape: data\.status/));
  });
});

/** More than a worker process may hold its clocks up for; what these messages take is a tenth of it. */
const AT_MOST_MS = 500;

describe('a message of 60 kB that holds texts which cost much to read', () => {
  const [above, below] = ['\u0301', '\u0323'];

  it.each([
    [
      'one name',
      'ranking.updated',
      { playerIds: [], name: `a${above.repeat(15_000)}${below.repeat(15_000)}` },
    ],
    [
      'many notes',
      'pool.refreshed',
      { players: Array(16).fill({ playerId: 1, note: `a${(above + below).repeat(15)}`.repeat(64) }) },
    ],
    [
      'many notes with more marks',
      'pool.refreshed',
      { players: Array(16).fill({ playerId: 1, note: above.repeat(1_000) + below.repeat(1_000) }) },
    ],
  ])('in %s is set aside at once, also where it did not come through the door', async (_what, kind, more) => {
    const took = await threadMsFor(async () =>
      expect(await hear(all, kind, { poolId: draft.poolId, ...more })).toEqual(
        aside(/must be one line of 1 to/),
      ),
    );
    expect(took).toBeLessThan(AT_MOST_MS);
  });
});

describe('a message that a ranking was updated', () => {
  const rankingsOf = async (userId: string) =>
    (
      await database.pool.query(
        'select name, player_ids as "playerIds", version from app_public.rankings where owner_id = $1 order by name',
        [userId],
      )
    ).rows;

  it('writes the ranking of whoever added its source, and once however often it comes', async () => {
    const commissioner = draft.commissioner.kind === 'CLOCK' ? '' : (draft.commissioner.userId ?? '');
    const data = { poolId: draft.poolId, playerIds: draft.players.slice(0, 3).toReversed() };
    for (let times = 0; times < 2; times += 1)
      expect(await hear(theirs, 'ranking.updated', data)).toEqual(DONE);
    expect(await rankingsOf(commissioner)).toEqual([
      { name: 'default', playerIds: data.playerIds, version: 1 },
    ]);
    expect(await hear(theirs, 'ranking.updated', { ...data, name: 'late rounds' })).toEqual(DONE);
    expect((await rankingsOf(commissioner)).map(({ name }) => name)).toEqual(['default', 'late rounds']);
  });

  it('writes that of another person for a source of an operator alone, with what that person may see', async () => {
    const [userId, outsider] = [managerId(draft, 1), await createUser(database.pool, 'Outsider')];
    const data = { poolId: draft.poolId, playerIds: draft.players.slice(0, 2), userId };
    expect(await hear(theirs, 'ranking.updated', data)).toEqual(aside(/^NOT_OPERATOR/));
    expect(await rankingsOf(userId)).toEqual([]);
    expect(await hear(all, 'ranking.updated', data)).toEqual(DONE);
    expect(await rankingsOf(userId)).toMatchObject([{ name: 'default', playerIds: data.playerIds }]);
    expect(await hear(all, 'ranking.updated', { ...data, userId: randomUUID() })).toEqual(
      aside(/^USER_NOT_FOUND/),
    );
    const owned = await newPool(database.pool, 20);
    await database.pool.query('update app_public.player_pools set owner_id = $2 where id = $1', [
      owned,
      operator,
    ]);
    const hidden = { poolId: owned, playerIds: [], userId: outsider };
    expect(await hear(all, 'ranking.updated', hidden)).toEqual(aside(/^POOL_NOT_FOUND/));
  });

  it('is set aside where it lists nobody of the pool, somebody twice, or has another shape', async () => {
    const [first = 0] = draft.players;
    const { poolId } = draft;
    expect(await hear(all, 'ranking.updated', { poolId, playerIds: [0] })).toEqual(
      aside(/^PLAYER_NOT_IN_POOL/),
    );
    expect(await hear(all, 'ranking.updated', { poolId, playerIds: [first, first] })).toEqual(
      aside(/^PLAYER_LISTED_TWICE/),
    );
    for (const odd of [{ poolId }, { poolId, playerIds: ['1'] }, { poolId, playerIds: [], name: '' }])
      expect(await hear(all, 'ranking.updated', odd)).toEqual(aside(/another shape/));
    expect(await rankingsOf(operator)).toEqual([]);
  });
});
