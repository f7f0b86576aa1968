import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createUser, setTeamManager } from '../../src/database/leagues.ts';
import { cancelDraft } from '../../src/database/life_cycle.ts';
import { type AutoRequest, applyChoices } from '../../src/database/picks.ts';
import { deleteRanking, setRanking } from '../../src/database/rankings.ts';
import { DraftMemory } from '../../src/orchestrator/draft_memory.ts';
import { openDraft } from '../../src/orchestrator/open_draft.ts';
import { managerId, newDraft, newPool, setDeadline, type TestDraft, userActor } from '../support/drafts.ts';
import { events } from '../support/events.ts';
import { refusal } from '../support/refusal.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';

const NOWHERE = '00000000-0000-4000-8000-000000000000';

let database: TestDatabase;
let poolId: string;
beforeAll(async () => {
  database = await createTestDatabase();
  poolId = await newPool(database.pool, 100);
});
afterAll(() => database.drop());

/** A draft, and how the manager of its first team changes their rankings. Players by rank, from 1. */
async function newOwner({ open = true } = {}) {
  const draft = await newDraft(database.pool, { poolId, teams: 2, rounds: 3, open });
  const owner = draft.managers[0] ?? draft.commissioner;
  const ids = (ranks: readonly number[]) => ranks.map((rank) => draft.players[rank - 1] ?? 0);
  return {
    ...{ draft, owner, ids },
    set: (name: string, ...ranks: number[]) =>
      setRanking(database.pool, { poolId, name, playerIds: ids(ranks) }, owner),
  };
}

async function queueVersions({ draftId }: TestDraft): Promise<number[]> {
  const { rows } = await database.pool.query<{ queue_version: number }>(
    'select queue_version from app_public.draft_slots where draft_id = $1 order by slot',
    [draftId],
  );
  return rows.map((row) => row.queue_version);
}

/** The ranking that a strategy sees for the team on the clock, by rank. */
async function seenRanking(memory: DraftMemory, { draftId, players }: TestDraft): Promise<number[]> {
  const [read] = await memory.read(database.pool, [draftId]);
  const pool = await memory.pools.get(database.pool, poolId);
  const { ranking } = read?.draft.strategyContext(pool) ?? expect.fail('the draft was not read');
  return ranking.map((id) => players.indexOf(id) + 1);
}

async function stored(rankingId: string) {
  const { rows } = await database.pool.query<{ name: string; version: number; player_ids: number[] }>(
    'select name, version, player_ids from app_public.rankings where id = $1',
    [rankingId],
  );
  return rows[0];
}

describe('a ranking', () => {
  it('is one of several that a person has for a pool, each by its name', async () => {
    const { set, ids } = await newOwner();
    const first = await set('default', 3, 1);
    const second = await set('Zero RB', 2);
    expect(await set('default', 5, 4)).toBe(first);
    expect(second).not.toBe(first);
    expect(await stored(first)).toEqual({ name: 'default', version: 2, player_ids: ids([5, 4]) });
    expect(await stored(second)).toEqual({ name: 'Zero RB', version: 1, player_ids: ids([2]) });
  });

  it('called Default, in whichever capitals, is the one that counts', async () => {
    const { set } = await newOwner();
    expect(await set('DEFAULT', 1)).toBe(await set('Default', 2));
    expect(await stored(await set('default', 2))).toMatchObject({ name: 'default', version: 2 });
  });

  it('that lists somebody twice, a stranger to the pool, or more than 5,000 is refused, and the former one stays', async () => {
    const { set, owner, ids } = await newOwner();
    const ranking = await set('default', 1, 2);
    expect(await refusal(set('default', 7, 8, 7))).toMatchObject({
      code: 'PLAYER_LISTED_TWICE',
      numbers: { playerId: ids([7])[0] },
    });
    const put = (playerIds: number[], pool = poolId) =>
      refusal(setRanking(database.pool, { poolId: pool, name: 'default', playerIds }, owner));
    expect(await put([0])).toMatchObject({ code: 'PLAYER_NOT_IN_POOL' });
    const many = Array.from({ length: 5_001 }, (_, index) => index);
    expect(await put(many)).toMatchObject({
      code: 'RANKING_TOO_LONG',
      numbers: { players: 5_001, most: 5_000 },
    });
    expect(await put([], NOWHERE)).toMatchObject({ code: 'POOL_NOT_FOUND' });
    expect(await stored(ranking)).toMatchObject({ version: 1, player_ids: ids([1, 2]) });
  });

  it('is one of fifty at most, also when they are made at the same time', async () => {
    const { set } = await newOwner();
    const made = await Promise.allSettled(Array.from({ length: 53 }, (_, n) => set(`Ranking ${n}`, 1)));
    const codes = made.flatMap((each) => (each.status === 'rejected' ? [each.reason.code] : []));
    expect(codes).toEqual(Array(3).fill('TOO_MANY_RANKINGS'));
  });

  it('belongs to somebody who is known here', async () => {
    const put = (userId: string | null) =>
      refusal(
        setRanking(database.pool, { poolId, name: 'default', playerIds: [] }, { kind: 'USER', userId }),
      );
    expect(await put(null)).toMatchObject({ code: 'NOT_SIGNED_IN' });
    expect(await put(NOWHERE)).toMatchObject({ code: 'USER_NOT_FOUND' });
  });

  it('of somebody else cannot be told from one that there is not', async () => {
    const { set, draft } = await newOwner();
    const ranking = await set('default', 1);
    const other = userActor(managerId(draft, 2));
    const told = await Promise.all(
      [ranking, NOWHERE].map((id) => refusal(deleteRanking(database.pool, id, other))),
    );
    for (const { code, numbers, message } of told) {
      expect({ code, numbers, message }).toEqual({
        code: 'RANKING_NOT_FOUND',
        numbers: {},
        message: 'You have no such ranking. Read your rankings again.',
      });
    }
    expect(await stored(ranking)).toBeDefined();
  });

  it("is in no event, no audit entry and nobody else's rows", async () => {
    const { set, draft } = await newOwner();
    const before = await events(database.pool, draft.draftId);
    const ranking = await set('My own secret', 9, 8);
    await deleteRanking(database.pool, ranking, draft.managers[0] ?? draft.commissioner);
    expect(await events(database.pool, draft.draftId)).toEqual(before);
    const { rows } = await database.pool.query<{ count: string }>(
      `select count(*) from app_public.audit_entries a where a.facts::text ilike '%secret%' or a.action ilike '%rank%'`,
    );
    expect(rows).toEqual([{ count: '0' }]);
  });
});

describe('a ranking that counts', () => {
  it('reaches the strategy of each team of its owner, and those of nobody else', async () => {
    const { set, draft } = await newOwner();
    const memory = new DraftMemory();
    expect(await seenRanking(memory, draft)).toEqual([]);
    await set('Another', 2);
    expect(await seenRanking(memory, draft)).toEqual([]);
    const ranking = await set('default', 7, 3, 5);
    expect(await seenRanking(memory, draft)).toEqual([7, 3, 5]);
    await set('default', 4);
    expect(await seenRanking(memory, draft)).toEqual([4]);
    const successor = await createUser(database.pool, 'Successor');
    await setTeamManager(database.pool, draft.teamIds[0] ?? '', successor, draft.commissioner);
    expect(await seenRanking(memory, draft)).toEqual([]);
    await setTeamManager(database.pool, draft.teamIds[0] ?? '', managerId(draft, 1), draft.commissioner);
    await deleteRanking(database.pool, ranking, draft.managers[0] ?? draft.commissioner);
    expect(await seenRanking(memory, draft)).toEqual([]);
  });

  it('costs a draft in which nobody has one no read, and others one for all of them', async () => {
    const fresh = await newPool(database.pool, 30);
    const drafts = [];
    for (let n = 0; n < 3; n += 1) drafts.push(await newDraft(database.pool, { poolId: fresh, teams: 2 }));
    const called: string[] = [];
    const db = {
      query: (text: string, values?: unknown[]) => {
        called.push(/app_private\.(\w+)/.exec(text)?.[1] ?? text);
        return database.pool.query(text, values);
      },
    } as typeof database.pool;
    const memory = new DraftMemory();
    const ids = drafts.map(({ draftId }) => draftId);
    await memory.read(db, ids);
    expect(called.splice(0)).toEqual(['read_contexts', 'read_pool']);
    for (const { managers, players } of drafts)
      for (const manager of managers)
        await setRanking(database.pool, { poolId: fresh, name: 'default', playerIds: players }, manager);
    await memory.read(db, ids);
    await memory.read(db, ids);
    expect(called).toEqual(['read_contexts', 'read_rankings', 'read_contexts']);
  });

  it('makes a choice stale that was made before it changed, in every draft of its owner and no other', async () => {
    const { set, draft, owner } = await newOwner();
    const scheduled = await newDraft(database.pool, { poolId, teams: 2, open: false });
    const over = await newDraft(database.pool, { poolId, teams: 2 });
    const elsewhere = await newDraft(database.pool, { teams: 2 });
    for (const { teamIds, commissioner } of [scheduled, over, elsewhere])
      await setTeamManager(database.pool, teamIds[1] ?? '', managerId(draft, 1), commissioner);
    await cancelDraft(database.pool, over.draftId, over.commissioner);
    await openDraft(database.pool, scheduled.draftId, scheduled.commissioner);
    const choice = await choiceFor(draft);
    const ranking = await set('default', 3);
    expect(await applyChoices(database.pool, [choice], null)).toMatchObject([{ outcome: 'stale' }]);
    const versions = async () =>
      Promise.all([draft, scheduled, over, elsewhere].map((each) => queueVersions(each)));
    expect(await versions()).toEqual([
      [1, 0],
      [0, 1],
      [0, 0],
      [0, 0],
    ]);
    // The same again is no change.
    await set('default', 3);
    expect(await versions()).toEqual([
      [1, 0],
      [0, 1],
      [0, 0],
      [0, 0],
    ]);
    await deleteRanking(database.pool, ranking, owner);
    expect(await versions()).toEqual([
      [2, 0],
      [0, 2],
      [0, 0],
      [0, 0],
    ]);
  });

  it('waits for somebody who holds a team of its owner without holding another one meanwhile', async () => {
    const { set, draft } = await newOwner();
    const second = await newDraft(database.pool, { poolId, teams: 2 });
    await setTeamManager(database.pool, second.teamIds[0] ?? '', managerId(draft, 1), second.commissioner);
    const client = await database.pool.connect();
    const seatOf = 'select from app_public.draft_slots where draft_id = $1 and slot = 1 for no key update';
    try {
      await client.query('begin');
      await client.query(seatOf, [draft.draftId]);
      let isSet = false;
      const setting = set('default', 2).then(() => {
        isSet = true;
      });
      // As the clock would that picks for both drafts: it gets the other team at once, again and again.
      for (let n = 0; n < 20; n += 1) {
        await client.query('savepoint s');
        await client.query(seatOf, [second.draftId]);
        await client.query('rollback to savepoint s');
      }
      expect(isSet).toBe(false);
      await client.query('commit');
      await setting;
    } finally {
      client.release();
    }
    expect([await queueVersions(draft), await queueVersions(second)]).toEqual([
      [1, 0],
      [1, 0],
    ]);
  });
});

async function choiceFor({ draftId, players }: TestDraft): Promise<AutoRequest> {
  await setDeadline(database.pool, draftId, -1);
  const [read] = await new DraftMemory().read(database.pool, [draftId]);
  const { version = 0, onClock } = read?.draft ?? {};
  return {
    ...{ kind: 'AUTO', draftId, pickNumber: 1, playerId: players[0] ?? 0, version },
    ...{ queueVersion: onClock?.queueVersion ?? 0, strategy: 'standard', reason: 'The best player left.' },
    privateReason: null,
  };
}
