import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newDraft, newPool, type TestDraft } from '../support/drafts.ts';
import { startProgram } from '../support/processes.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const FREEZES = 60;
/** Longer than any one statement takes here, even with both cores busy. */
const ONE_STATEMENT_MS = 1_000;

/** Locks every draft, as the clock would, and answers how long that took. */
async function lockAll(drafts: readonly TestDraft[]): Promise<number> {
  const client = await database.pool.connect();
  const startedAt = performance.now();
  try {
    await client.query('begin');
    await client.query('select from app_public.drafts where id = any ($1) for no key update', [
      drafts.map((draft) => draft.draftId),
    ]);
    return performance.now() - startedAt;
  } finally {
    await client.query('rollback');
    client.release();
  }
}

describe('a process that is frozen (SIGSTOP) at any moment of a pick', () => {
  it('never keeps a draft locked for longer than its one statement', async () => {
    const poolId = await newPool(database.pool, 200);
    const drafts: TestDraft[] = [];
    for (let i = 0; i < 4; i += 1)
      drafts.push(await newDraft(database.pool, { teams: 2, rounds: 50, poolId }));
    const picker = startProgram(['test/chaos/picker.ts', ...drafts.map((draft) => draft.draftId)], {
      DATABASE_URL: database.url,
    });
    await picker.untilSaid(/picking/);
    for (let freeze = 0; freeze < FREEZES; freeze += 1) {
      // Any moment will do, so that it falls into each part of a pick; the wait is no part of what is checked.
      await sleep(Math.random() * 40);
      picker.child.kill('SIGSTOP');
      expect(await lockAll(drafts)).toBeLessThan(ONE_STATEMENT_MS);
      picker.child.kill('SIGCONT');
    }
    picker.child.kill('SIGKILL');
    await picker.ended();
    const { rows } = await database.pool.query('select from app_public.picks where player_id is not null');
    // It did pick between the freezes, also where the machine has much else to do.
    expect(rows.length).toBeGreaterThan(FREEZES / 3);
  });
});
