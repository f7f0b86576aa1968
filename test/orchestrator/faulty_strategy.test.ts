import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { unobserved } from '../../bench/seed.ts';
import { DraftMemory } from '../../src/orchestrator/draft_memory.ts';
import { timeOut } from '../../src/orchestrator/time_out.ts';
import { strategyNamed } from '../../src/strategy/registry.ts';
import type { Choice, Player, Strategy } from '../../src/strategy/strategy.ts';
import { board, draftRow, newDraft, setDeadline } from '../support/drafts.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const choosing = (choose: Strategy['choose']): Strategy => ({
  ...{ name: 'faulty', description: 'Faulty.', choose },
  options: z.looseObject({}),
});
const choice = (playerId: number): Choice => ({ playerId, strategy: 'faulty', reason: 'Because.' });
const naming = (playerId: number) => choosing(() => choice(playerId));
const nameOf = (player: Player | undefined) => choice(player?.id ?? 0);

const RUNNING_BACKS = [{ name: 'RB', seats: 2, positions: ['RB'] }];

/** A draft with one player gone, whose team on the clock has a strategy of its own, beside a healthy draft. */
async function runWith(
  faulty: (draft: { players: number[] }) => Strategy,
  wishes: { never?: (players: number[]) => (number | undefined)[] } = {},
) {
  const memory = new DraftMemory();
  const [sick, healthy] = [
    await newDraft(database.pool, { rosterSlots: RUNNING_BACKS, rounds: 2, teams: 2 }),
    await newDraft(database.pool),
  ];
  const observed: { picked: string[]; failed: string[]; objections: string[] } = {
    picked: [],
    failed: [],
    objections: [],
  };
  const observer = {
    ...unobserved,
    picked: ({ draftId }: { draftId: string }) => observed.picked.push(draftId),
    failed: (draftId: string) => observed.failed.push(draftId),
    fellBack: (_draftId: string, _strategy: string, objection: string) => observed.objections.push(objection),
  };
  await setDeadline(database.pool, sick.draftId, -1);
  await timeOut(database.pool, sick.draftId, { memory, observer, giveWayMs: 0 });
  const options = { speed: 3, never: wishes.never?.(sick.players) ?? [] };
  await database.pool.query(
    `update app_public.draft_settings set strategy = 'faulty', strategy_options = $2 where draft_id = $1`,
    [sick.draftId, JSON.stringify(options)],
  );
  // As after a change of settings: what was remembered is outdated.
  memory.forget(sick.draftId);
  for (const { draftId } of [sick, healthy]) await setDeadline(database.pool, draftId, -1);
  await timeOut(database.pool, sick.draftId, {
    memory,
    observer,
    giveWayMs: 0,
    strategyNamed: (name) => (name === 'faulty' ? faulty(sick) : strategyNamed(name)),
  });
  const [, second] = await board(database.pool, sick.draftId);
  return { ...observed, sick, healthy, second, row: await draftRow(database.pool, sick.draftId) };
}

/** What only the team may read of the reason of a pick. */
async function privateReason(draftId: string, pickNumber: number): Promise<string | undefined> {
  const { rows } = await database.pool.query<{ reason: string }>(
    'select reason from app_public.pick_reasons where draft_id = $1 and pick_number = $2',
    [draftId, pickNumber],
  );
  return rows[0]?.reason;
}

describe('a strategy that cannot be used', () => {
  const throwing = (error: unknown) =>
    choosing(() => {
      throw error;
    });
  /** What it does, what everybody is told, and what the team alone is told besides. */
  const faults: [string, (draft: { players: number[] }) => Strategy, string, string][] = [
    ['throws', () => throwing(new Error('no Player 9 left')), 'failed', '(no Player 9 left)'],
    ['throws what is no error', () => throwing('out of ideas'), 'failed', '(out of ideas)'],
    ['finds nobody', () => choosing(() => null), 'found nobody', ''],
    ['answers nothing', () => choosing((() => undefined) as never), 'found nobody', ''],
    [
      'answers a promise',
      ({ players }) => choosing((async () => choice(players[3] ?? 0)) as never),
      'answered a promise instead of a choice',
      '',
    ],
    [
      'answers a promise that fails',
      () => choosing((() => Promise.reject(new Error('too late'))) as never),
      'answered a promise instead of a choice',
      '',
    ],
    [
      'answers no choice',
      ({ players }) => choosing((() => ({ playerId: String(players[3]) })) as never),
      'answered something that is no choice',
      '',
    ],
    [
      'names somebody who is taken',
      ({ players }) => naming(players[0] ?? 0),
      'named somebody who is not free',
      '(player ',
    ],
    [
      'names somebody of another pool',
      () => naming(999_999_999),
      'named somebody who is not free',
      '(player 999999999)',
    ],
    [
      'names somebody who makes the roster impossible',
      () => choosing(({ available }) => nameOf(available.find(({ positions }) => !positions.includes('RB')))),
      'named somebody who does not fit the roster',
      '(Player 2)',
    ],
    [
      'has a name that does not exist',
      () => strategyNamed('oracle'),
      'failed',
      'There is no strategy "oracle"',
    ],
    [
      'does not know its options',
      () => ({ ...choosing(() => expect.fail()), options: z.strictObject({}) }),
      'failed',
      'The options do not fit the strategy faulty',
    ],
  ];

  it.each(faults)(
    '%s: the standard one decides, and the reason says so, to the team exactly',
    async (_what, faulty, why, exactly) => {
      const { picked, failed, objections, sick, healthy, second, row } = await runWith(faulty);
      expect(failed).toEqual([]);
      expect(objections).toHaveLength(1);
      expect(objections[0]).toContain(`${why}${exactly === '' ? '' : ' ('}`);
      expect(objections[0]).toContain(exactly);
      // The first pick of the sick draft was made while it was healthy.
      expect(picked.toSorted()).toEqual([sick.draftId, sick.draftId, healthy.draftId].toSorted());
      // The third by rank is the second who may sit there.
      expect(second).toMatchObject({ source: 'AUTO', strategy: 'roster_need', playerId: sick.players[2] });
      expect(second?.reason).toMatch(
        `The team's strategy ${why}, so the standard one chose. Best ranked player`,
      );
      // What a strategy says of itself may hold what is private.
      expect(second?.reason).not.toContain('faulty');
      if (exactly !== '') expect(second?.reason).not.toContain(exactly);
      expect(await privateReason(sick.draftId, 2)).toMatch(`Strategy faulty ${why}`);
      expect(await privateReason(sick.draftId, 2)).toContain(exactly);
      expect(row).toMatchObject({ state: 'IN_PROGRESS', attemptCount: 0 });
    },
  );

  it('leaves the wishes of the team as they are', async () => {
    const { sick, second } = await runWith(() => choosing(() => null), { never: ([, , third]) => [third] });
    expect(second?.playerId).toBe(sick.players[7]);
  });
});
