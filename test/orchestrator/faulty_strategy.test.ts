import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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

const choosing = (choose: Strategy['choose']): Strategy => ({ name: 'faulty', choose });
const choice = (playerId: number): Choice => ({ playerId, strategy: 'faulty', reason: 'Because.' });
const naming = (playerId: number) => choosing(() => choice(playerId));
const nameOf = (player: Player | undefined) => choice(player?.id ?? 0);

const RUNNING_BACKS = [{ name: 'RB', seats: 2, positions: ['RB'] }];

/** A draft with one player gone, whose team on the clock has a strategy of its own, beside a healthy draft. */
async function runWith(faulty: (draft: { players: number[] }) => Strategy) {
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
  await database.pool.query(`update app_public.draft_slots set strategy = 'faulty' where draft_id = $1`, [
    sick.draftId,
  ]);
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

describe('a strategy that cannot be used', () => {
  const faults: [string, (draft: { players: number[] }) => Strategy, string][] = [
    [
      'throws',
      () =>
        choosing(() => {
          throw new Error('out of ideas');
        }),
      'failed (out of ideas)',
    ],
    ['finds nobody', () => choosing(() => null), 'found nobody'],
    ['names somebody who is taken', ({ players }) => naming(players[0] ?? 0), 'who is not free'],
    ['names somebody of another pool', () => naming(999_999_999), 'who is not free'],
    [
      'names somebody who makes the roster impossible',
      () => choosing(({ available }) => nameOf(available.find(({ positions }) => !positions.includes('RB')))),
      'who does not fit the roster',
    ],
    [
      'is not there',
      () => {
        throw new Error('There is no strategy of that name');
      },
      'There is no strategy of that name',
    ],
  ];

  it.each(faults)(
    '%s: the best player left is taken, and the reason says why',
    async (_what, faulty, why) => {
      const { picked, failed, objections, sick, healthy, second, row } = await runWith(faulty);
      expect(failed).toEqual([]);
      expect(objections).toHaveLength(1);
      expect(objections[0]).toContain(why);
      // The first pick of the sick draft was made while it was healthy.
      expect(picked.toSorted()).toEqual([sick.draftId, sick.draftId, healthy.draftId].toSorted());
      expect(second).toMatchObject({ source: 'AUTO', strategy: 'best_available' });
      expect(second?.reason).toContain('Strategy faulty ');
      expect(second?.reason).toContain(why);
      expect(row).toMatchObject({ state: 'IN_PROGRESS', attemptCount: 0 });
    },
  );
});
