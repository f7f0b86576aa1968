import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createUser, setTeamManager } from '../../src/database/leagues.ts';
import { applyPick } from '../../src/database/picks.ts';
import { addToQueue, moveInQueue, removeFromQueue, setQueue } from '../../src/database/queues.ts';
import {
  board,
  newDraft,
  newPool,
  runTimeOut,
  setDeadline,
  type TestDraft,
  userActor,
} from '../support/drafts.ts';
import { refusal } from '../support/refusal.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';

let database: TestDatabase;
let poolId: string;
beforeAll(async () => {
  database = await createTestDatabase();
  poolId = await newPool(database.pool, 600);
});
afterAll(() => database.drop());

/** A draft, and the queue of its first team as that team's manager changes it. Players by rank, from 1. */
async function newQueue() {
  const draft = await newDraft(database.pool, { poolId, teams: 2, rounds: 3 });
  const { draftId, players, managers, commissioner } = draft;
  const [teamId = ''] = draft.teamIds;
  const actor = managers[0] ?? commissioner;
  const id = (rank: number) => players[rank - 1] ?? 0;
  const ranks = async (list: Promise<number[]>) => (await list).map((player) => players.indexOf(player) + 1);
  const about = (rank: number) => ({ draftId, teamId, playerId: id(rank) });
  return {
    ...{ draft, teamId, actor, id },
    set: (...list: number[]) => ranks(setQueue(database.pool, draftId, teamId, list.map(id), actor)),
    add: (rank: number, place: number | null = null) =>
      ranks(addToQueue(database.pool, { ...about(rank), place }, actor)),
    move: (rank: number, place: number) =>
      ranks(moveInQueue(database.pool, { ...about(rank), place }, actor)),
    remove: (rank: number) => ranks(removeFromQueue(database.pool, about(rank), actor)),
    stored: async () => {
      const { rows } = await database.pool.query<{ place: number; player_id: number }>(
        'select place, player_id from app_public.queue_entries where draft_id = $1 order by place',
        [draftId],
      );
      expect(rows.map(({ place }) => place)).toEqual(rows.map((_, index) => index + 1));
      return rows.map(({ player_id }) => players.indexOf(player_id) + 1);
    },
  };
}

async function pick({ draftId, players, commissioner }: TestDraft, pickNumber: number, rank: number) {
  const playerId = players[rank - 1] ?? 0;
  await applyPick(database.pool, { kind: 'MANUAL', draftId, pickNumber, playerId, actor: commissioner });
}

describe('a queue', () => {
  it('is put in another order although some of its players were drafted', async () => {
    const { draft, set, add, move, remove } = await newQueue();
    await set(1, 2, 3);
    await pick(draft, 1, 2);
    expect(await set(3, 2, 1)).toEqual([3, 2, 1]);
    expect(await move(2, 1)).toEqual([2, 3, 1]);
    expect(await add(4, 2)).toEqual([2, 4, 3, 1]);
    expect(await remove(2)).toEqual([4, 3, 1]);
    expect(await add(2)).toEqual([4, 3, 1, 2]);
  });

  it('takes single players in, elsewhere and out; the same again changes nothing', async () => {
    const { set, add, move, remove, stored } = await newQueue();
    expect(await add(5)).toEqual([5]);
    expect(await add(5)).toEqual([5]);
    expect(await set(1, 2, 3, 4)).toEqual([1, 2, 3, 4]);
    for (const [change, after] of [
      [() => add(9), [1, 2, 3, 4, 9]],
      [() => add(8, 1), [8, 1, 2, 3, 4, 9]],
      [() => add(7, 99), [8, 1, 2, 3, 4, 9, 7]],
      [() => add(9, 2), [8, 9, 1, 2, 3, 4, 7]],
      [() => move(8, 3), [9, 1, 8, 2, 3, 4, 7]],
      [() => move(9, 99), [1, 8, 2, 3, 4, 7, 9]],
      [() => remove(3), [1, 8, 2, 4, 7, 9]],
    ] as const) {
      expect(await change()).toEqual(after);
      expect(await change()).toEqual(after);
      expect(await stored()).toEqual(after);
    }
    expect(await remove(99)).toEqual([1, 8, 2, 4, 7, 9]);
    expect(await refusal(move(99, 1))).toMatchObject({ code: 'PLAYER_NOT_IN_QUEUE' });
    expect(await set()).toEqual([]);
    expect(await stored()).toEqual([]);
  });

  it('holds 500 players and says so at the 501st, and takes nobody whom the pool does not have', async () => {
    const { set, add, id, draft, teamId, actor } = await newQueue();
    const most = Array.from({ length: 500 }, (_, index) => index + 1);
    expect(await set(...most)).toEqual(most);
    const refused = { code: 'QUEUE_TOO_LONG', numbers: { players: 501, most: 500 } };
    expect(await refusal(set(...most, 501))).toMatchObject(refused);
    expect(await refusal(add(501))).toMatchObject(refused);
    expect(await add(500, 1)).toEqual([500, ...most.slice(0, -1)]);
    const { draftId } = draft;
    const stranger = { draftId, teamId, playerId: id(1) + 1_000_000, place: null };
    await set(1);
    expect(await refusal(addToQueue(database.pool, stranger, actor))).toMatchObject({
      code: 'PLAYER_NOT_IN_POOL',
    });
  });

  it('loses no change of many that come at once', async () => {
    const { set, add, remove, move, stored } = await newQueue();
    await set(1, 2, 3, 4, 5);
    const added = Array.from({ length: 10 }, (_, index) => 11 + index);
    await Promise.all([
      ...added.map((rank) => add(rank, 1 + (rank % 4))),
      ...[1, 2, 3].map((rank) => remove(rank)),
      ...[4, 5, 4, 5].map((rank, index) => move(rank, index + 1)),
    ]);
    expect((await stored()).sort((a, b) => a - b)).toEqual([4, 5, ...added]);
  });
});

describe('the queue of a team that changes hands', () => {
  it('belongs to the manager who wrote it: a new manager begins with an empty one, and the former one finds it again', async () => {
    const { draft, teamId, set, stored, id } = await newQueue();
    const { draftId, commissioner, managers } = draft;
    await set(40, 41);
    const newcomer = userActor(await createUser(database.pool, 'Newcomer'));
    const giveTo = (userId: string | null) => setTeamManager(database.pool, teamId, userId, commissioner);
    const former = managers[0]?.kind === 'USER' ? managers[0].userId : null;
    const byClock = async () => {
      await setDeadline(database.pool, draftId, -1);
      await runTimeOut(database.pool, draftId);
      const made = (await board(database.pool, draftId)).filter(({ playerId }) => playerId !== null);
      return made.at(-1);
    };
    // Nobody manages the team: it is picked for by need and rank.
    await giveTo(null);
    expect(await byClock()).toMatchObject({ pickNumber: 1, playerId: id(1), strategy: 'best_available' });
    await pick(draft, 2, 2);
    await pick(draft, 3, 3);
    await giveTo(newcomer.kind === 'USER' ? newcomer.userId : null);
    expect(await byClock()).toMatchObject({ pickNumber: 4, playerId: id(4), strategy: 'best_available' });
    // The former list is untouched by what the new manager writes, and counts again with its writer.
    expect(await setQueue(database.pool, draftId, teamId, [id(50)], newcomer)).toEqual([id(50)]);
    await giveTo(former);
    expect(await byClock()).toMatchObject({ pickNumber: 5, playerId: id(40), strategy: 'from_queue' });
    expect((await board(database.pool, draftId))[4]?.reason).toBe("From the team's queue: Player 40.");
    await giveTo(null);
    await database.pool.query('delete from app_public.queue_entries where place = 1 and player_id = $1', [
      id(50),
    ]);
    expect(await stored()).toEqual([40, 41]);
  });
});
