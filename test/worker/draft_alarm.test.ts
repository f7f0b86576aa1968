import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unobserved } from '../../bench/seed.ts';
import type { Queryable } from '../../src/database/queryable.ts';
import { draftAlarm } from '../../src/worker/draft_alarm.ts';
import { newDraft, setDeadline } from '../support/drafts.ts';
import { silentFor } from '../support/pulse.ts';
import { silentLog } from '../support/silent_log.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

/** When a process that can pick gave a sign of life for the last time. */
async function lastSign(): Promise<number> {
  const { rows } = await database.pool.query<{ at: Date }>('select at from app_private.pulse');
  return rows[0]?.at.getTime() ?? expect.unreachable();
}

/** The alarm of a process; while `state.isAstray`, its rings call functions that do not exist. */
function newAlarm(state: { isAstray: boolean }) {
  const db: Queryable = {
    query: (text, values) =>
      database.pool.query(
        state.isAstray ? text.replace(/app_private\.apply_\w+(?=\()/, '$&_of_nobody') : text,
        values,
      ),
  };
  const process = { id: randomUUID(), name: 'alone', pool: 'alone' };
  const alarm = draftAlarm(db, { process, listenUrl: null, observer: unobserved, log: silentLog });
  return { alarm, tick: async () => void (await alarm.tick(process.id, 1_000, null)) };
}

describe('the alarm of drafts', () => {
  it('gives no sign of life from a ring that failed to the next one that picked', async () => {
    const state = { isAstray: true };
    const { alarm, tick } = newAlarm(state);
    const { draftId } = await newDraft(database.pool, { teams: 2, rounds: 4 });
    await setDeadline(database.pool, draftId, -3);
    await tick();
    await expect(alarm.ring([draftId])).rejects.toThrow(/does not exist/);
    // A sign that is younger than half a second is not renewed.
    await silentFor(database.pool, 1.5);
    const before = await lastSign();

    // A job that fails in the same way holds the draft: the ring cannot even try.
    const job = await database.pool.connect();
    try {
      await job.query('begin');
      await job.query('select from app_public.drafts where id = $1 for update', [draftId]);
      state.isAstray = false;
      expect(await alarm.ring([draftId])).toMatchObject({ done: [], held: [draftId] });
      await tick();
      expect(await lastSign()).toBe(before);
    } finally {
      await job.query('rollback');
      job.release();
    }

    expect(await alarm.ring([draftId])).toMatchObject({ done: [draftId], held: [] });
    await tick();
    expect(await lastSign()).toBeGreaterThan(before);
    await alarm.settled();
  });

  it('gives signs of life again when somebody else picked for the drafts of a ring that failed', async () => {
    const { draftId } = await newDraft(database.pool, { teams: 2, rounds: 4 });
    const other = await newDraft(database.pool, { teams: 2, rounds: 4 });
    const { alarm, tick } = newAlarm({ isAstray: true });
    await setDeadline(database.pool, draftId, -1);
    await expect(alarm.ring([draftId])).rejects.toThrow(/does not exist/);
    // Drafts that it has not tried say nothing.
    await setDeadline(database.pool, other.draftId, -3);
    await silentFor(database.pool, 1.5);
    const before = await lastSign();
    await tick();
    await tick();
    expect(await lastSign()).toBe(before);
    await setDeadline(database.pool, draftId, 30);
    await tick();
    await tick();
    expect(await lastSign()).toBeGreaterThan(before);
    await alarm.settled();
  });
});
