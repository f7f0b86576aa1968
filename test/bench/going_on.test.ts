import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cameBack, timeThere, wentOn } from '../../bench/going_on.ts';
import { newDraft, runTimeOut } from '../support/drafts.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';
import { until } from '../support/until.ts';

let database: TestDatabase;
beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(() => database.drop());

/** Drafts whose first clock ended by a pick, and whose second has run out by so many seconds. */
async function overdueBy(seconds: number, count: number): Promise<string[]> {
  const { pool } = database;
  const drafts: string[] = [];
  while (drafts.length < count)
    drafts.push((await newDraft(pool, { teams: 2, rounds: 3, secondsPerPick: 0.1 })).draftId);
  const untilLate = (by: number) =>
    until(async () => {
      const { rows } = await pool.query(
        'select from app_public.drafts where next_deadline > clock_timestamp() - make_interval(secs => $1)',
        [by],
      );
      return rows.length === 0 || undefined;
    });
  await untilLate(0);
  for (const draftId of drafts) await runTimeOut(pool, draftId);
  await untilLate(seconds);
  return drafts;
}

describe('the recovery of drafts after a kill', () => {
  it('is unknown while one of them waits; then it is the lateness of the latest, counted from the kill', async () => {
    const { pool } = database;
    const [draftId = ''] = await overdueBy(0.3, 1);
    const since = await timeThere(pool);
    const concerned = { since, until: since, others: [] };
    expect(await wentOn(pool, concerned)).toBeNull();

    await until(async () => (await timeThere(pool)) > since + 0.4 || undefined);
    await runTimeOut(pool, draftId);
    const before = await timeThere(pool);
    const found = await wentOn(pool, concerned);
    expect(found?.drafts).toBe(1);
    // From the kill, not from the deadline before it.
    expect(found?.seconds).toBeGreaterThan(0.4);
    expect(found?.seconds).toBeLessThanOrEqual(before - since);
  });

  it('counts a draft whose job was locked, also when it falls due later', async () => {
    const { pool } = database;
    const { draftId } = await newDraft(pool, { teams: 2, rounds: 3, secondsPerPick: 0.5 });
    const since = await timeThere(pool);
    const concerned = { since, until: since, others: [draftId] };
    expect(await wentOn(pool, concerned)).toBeNull();
    await until(async () => (await timeThere(pool)) > since + 0.6 || undefined);
    await runTimeOut(pool, draftId);
    expect(await wentOn(pool, concerned)).toMatchObject({ drafts: 1 });
  });

  it('is an error when no draft was concerned, instead of a figure of 0', async () => {
    const since = await timeThere(database.pool);
    await expect(wentOn(database.pool, { since, until: since, others: [] })).rejects.toThrow('not measured');
  });
});

describe('the recovery of a service', () => {
  it('is complete when the last draft that waits has its pick, not when the first has', async () => {
    const { pool } = database;
    const [first = '', last = ''] = await overdueBy(0.3, 2);
    const startedAt = await timeThere(pool);
    const holder = await pool.connect();
    await holder.query('begin');
    await holder.query('select from app_public.drafts where id = $1 for update', [last]);
    await runTimeOut(pool, first);
    await holder.query('rollback');
    holder.release();
    // It has nothing to do with what follows: its next clock is a long one.
    await pool.query(
      `update app_public.drafts set next_deadline = next_deadline + interval '1 hour' where id = $1`,
      [first],
    );
    expect(await cameBack(pool, startedAt)).toBeNull();

    await until(async () => (await timeThere(pool)) > startedAt + 0.5 || undefined);
    await runTimeOut(pool, last);
    const back = await cameBack(pool, startedAt);
    expect(back?.caughtUp).toBeGreaterThan(0.5);
    expect(back?.first).toBeLessThan(back?.caughtUp ?? 0);
  });
});
