import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../src/database/actor.ts';
import { createUser } from '../../src/database/leagues.ts';
import { applyChoices } from '../../src/database/picks.ts';
import { createOwnPool, type PlayerNews, readPool, setPlayerNews } from '../../src/database/players.ts';
import { choosePick } from '../../src/orchestrator/choose_pick.ts';
import { DraftMemory } from '../../src/orchestrator/draft_memory.ts';
import { PoolCache } from '../../src/orchestrator/pool_cache.ts';
import { strategyNamed } from '../../src/strategy/registry.ts';
import { board, newDraft, runTimeOut, setDeadline } from '../support/drafts.ts';
import { refusal } from '../support/refusal.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';

let database: TestDatabase;
let operator: Actor;
beforeAll(async () => {
  database = await createTestDatabase();
  operator = { kind: 'OPERATOR', userId: await createUser(database.pool, 'Operator') };
});
afterAll(() => database.drop());

const tell = (poolId: string, playerId: number, news: Partial<PlayerNews>, actor = operator) =>
  setPlayerNews(database.pool, poolId, [{ playerId, status: 'ACTIVE', ...news }], actor);

describe('the status of a player', () => {
  it('is known with the pool, with what else is new, and since when', async () => {
    const { poolId, players } = await newDraft(database.pool, { open: false });
    const [first = 0, second = 0] = players;
    expect((await readPool(database.pool, poolId)).players[0]).toMatchObject({
      status: 'ACTIVE',
      adp: null,
      proTeam: 'KC',
    });
    expect(await tell(poolId, first, { status: 'OUT', note: 'ankle', adp: 3.5, proTeam: 'BUF' })).toBe(1);
    const since = async () =>
      (
        await database.pool.query('select since, note from app_public.player_statuses where player_id = $1', [
          first,
        ])
      ).rows[0];
    const told = await since();
    expect(told.note).toBe('ankle');
    // The same again is nothing new; another note is, and the player is out as long as before.
    expect(await tell(poolId, first, { status: 'OUT', note: 'ankle' })).toBe(1);
    expect(await tell(poolId, first, { status: 'OUT', note: 'ankle, back in week 5' })).toBe(2);
    expect((await since()).since).toEqual(told.since);
    const pool = await readPool(database.pool, poolId);
    expect(pool.statusVersion).toBe(2);
    expect(pool.players[0]).toMatchObject({ status: 'OUT', adp: 3.5, proTeam: 'BUF' });
    expect(pool.players[1]).toMatchObject({ id: second, status: 'ACTIVE' });
    // What the pool was imported with is as good as before where nothing newer is known.
    await database.pool.query('update app_public.players set adp = 8 where id = any ($1)', [[first, second]]);
    expect((await readPool(database.pool, poolId)).players.slice(0, 2)).toMatchObject([
      { adp: 3.5 },
      { adp: 8 },
    ]);
    await tell(poolId, first, { status: 'IR' });
    expect((await since()).since.getTime()).toBeGreaterThan(told.since.getTime());
  });

  it('is told by operators and the owner of the pool, about its players', async () => {
    const { poolId, players, commissioner } = await newDraft(database.pool, { open: false });
    const [first = 0] = players;
    const other = await newDraft(database.pool, { open: false });
    expect(await refusal(tell(poolId, first, {}, commissioner))).toMatchObject({ code: 'NOT_YOUR_POOL' });
    expect(await refusal(tell(other.poolId, first, {}))).toMatchObject({ code: 'PLAYER_NOT_IN_POOL' });
    const owner = { kind: 'USER', userId: await createUser(database.pool, 'Owner') } as const;
    const own = {
      name: 'Own',
      players: [{ rank: 1, name: 'A', positions: ['QB'], proTeam: null, byeWeek: null }],
    };
    const ownPool = await createOwnPool(database.pool, { ...own, forAll: false }, owner);
    const ownPlayer = (await readPool(database.pool, ownPool)).players[0]?.id ?? 0;
    expect(await tell(ownPool, ownPlayer, { status: 'OUT' }, owner)).toBe(1);
    // Of a pool that somebody may not see there is nothing to say.
    expect(await refusal(tell(ownPool, ownPlayer, {}, commissioner))).toMatchObject({
      code: 'POOL_NOT_FOUND',
    });
    const nowhere = '00000000-0000-4000-8000-000000000000';
    expect(await refusal(tell(nowhere, first, {}))).toMatchObject({ code: 'POOL_NOT_FOUND' });
  });

  it('that changes is seen by choices for drafts that are read, and by those in memory after a look', async () => {
    const draft = await newDraft(database.pool, { teams: 2, rounds: 4 });
    const { draftId, poolId, players } = draft;
    const memory = new DraftMemory();
    await memory.read(database.pool, [draftId]);
    const [first = 0, second = 0, third = 0] = players;
    const choose = async () => {
      const warm = memory.get(draftId) ?? expect.fail();
      return choosePick(warm, await memory.pools.get(database.pool, poolId), strategyNamed, () => undefined);
    };
    await tell(poolId, first, { status: 'SUSPENDED' });
    expect(await choose()).toMatchObject({ playerId: first });
    await memory.pools.refresh(database.pool);
    expect(await choose()).toMatchObject({ playerId: second });
    await tell(poolId, second, { status: 'OUT' });
    await memory.read(database.pool, [draftId]);
    expect(await choose()).toMatchObject({ playerId: third });
  });

  it('that changes between the choice and the pick undoes nothing: the pick stands, and the next one knows it', async () => {
    const draft = await newDraft(database.pool, { teams: 2, rounds: 4 });
    const { draftId, poolId, players } = draft;
    const memory = new DraftMemory();
    const [read] = await memory.read(database.pool, [draftId]);
    const warm = read?.draft ?? expect.fail();
    const [first = 0, second = 0, third = 0] = players;
    await setDeadline(database.pool, draftId, -1);
    const pool = await memory.pools.get(database.pool, poolId);
    const chosen = choosePick(warm, pool, strategyNamed, () => undefined);
    await tell(poolId, first, { status: 'OUT' });
    await tell(poolId, second, { status: 'DOUBTFUL' });
    expect(await applyChoices(database.pool, [chosen], null)).toMatchObject([
      { outcome: 'picked', playerId: first },
    ]);
    await setDeadline(database.pool, draftId, -1);
    await runTimeOut(database.pool, draftId, memory);
    const made = (await board(database.pool, draftId)).map(({ playerId }) => playerId);
    // Who is doubtful may play, so the best is taken.
    expect(made.slice(0, 2)).toEqual([first, second]);
    expect(made).not.toContain(third);
  });

  it('is read once, however many ask for a pool at the same time', async () => {
    const { poolId, players } = await newDraft(database.pool, { open: false });
    const pools = new PoolCache();
    let reads = 0;
    const counting = {
      query: ((text: string, values: unknown[]) => {
        reads += 1;
        return database.pool.query(text, values);
      }) as never,
    };
    await Promise.all([pools.get(counting, poolId), pools.get(counting, poolId)]);
    expect(reads).toBe(1);
    await tell(poolId, players[0] ?? 0, { status: 'OUT' });
    const [one, other] = await Promise.all([pools.get(counting, poolId, 1), pools.get(counting, poolId, 1)]);
    expect(one).toBe(other);
    expect(one?.ranked[0]).toMatchObject({ status: 'OUT' });
    expect(reads).toBe(2);
  });
});
