import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keepAlarm } from '../../src/database/alarms.ts';
import { applyPick } from '../../src/database/picks.ts';
import { alarms, draftRow, newDraft, type TestDraft } from '../support/drafts.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';
import { untilWaiting } from '../support/until.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const JOBS = 'graphile_worker._private_jobs';

function pick(draft: TestDraft, pickNumber: number) {
  return applyPick(database.pool, {
    kind: 'MANUAL',
    draftId: draft.draftId,
    pickNumber,
    playerId: draft.players[pickNumber - 1] ?? 0,
    actor: draft.commissioner,
  });
}

/** The one alarm of a draft that is in progress: it can ring, at the deadline, for that draft. */
async function expectOneAlarm(draft: TestDraft): Promise<string> {
  const row = await draftRow(database.pool, draft.draftId);
  const found = await alarms(database.pool, draft.draftId);
  expect(found).toEqual([
    {
      id: row.jobId,
      runAt: row.nextDeadline,
      attempts: 0,
      isLocked: false,
      payload: { draftId: draft.draftId },
    },
  ]);
  return found[0]?.id ?? '';
}

describe('an alarm', () => {
  it('that is idle is moved: the same job, at the new deadline', async () => {
    const draft = await newDraft(database.pool);
    const before = await expectOneAlarm(draft);
    await pick(draft, 1);
    expect(await expectOneAlarm(draft)).toBe(before);
  });

  it('is left the same single job by moving and by replacing, but for its id', async () => {
    const moved = await newDraft(database.pool);
    const replaced = await newDraft(database.pool);
    // A draft that does not know its job has to replace it by key.
    await database.pool.query('update app_public.drafts set job_id = null where id = $1', [replaced.draftId]);
    await pick(moved, 1);
    await pick(replaced, 1);
    const jobOf = async (draft: TestDraft) => {
      await expectOneAlarm(draft);
      const { rows } = await database.pool.query(
        `select task_id, job_queue_id, priority, max_attempts, attempts, flags, is_available, last_error from ${JOBS}
          where key = app_private.alarm_key($1)`,
        [draft.draftId],
      );
      return rows;
    };
    expect(await jobOf(moved)).toEqual(await jobOf(replaced));
  });

  it('whose job used up its attempts rings again', async () => {
    const draft = await newDraft(database.pool);
    await database.pool.query(
      `update ${JOBS} set attempts = max_attempts where key = app_private.alarm_key($1)`,
      [draft.draftId],
    );
    await pick(draft, 1);
    await expectOneAlarm(draft);
  });

  it('starts each deadline with all its attempts', async () => {
    const draft = await newDraft(database.pool);
    await database.pool.query(`update ${JOBS} set attempts = 3 where key = app_private.alarm_key($1)`, [
      draft.draftId,
    ]);
    await pick(draft, 1);
    await expectOneAlarm(draft);
  });

  it('that is running is replaced, and the running one loses its key', async () => {
    const draft = await newDraft(database.pool);
    const before = await expectOneAlarm(draft);
    await database.pool.query(`update ${JOBS} set locked_at = now(), locked_by = 'w' where id = $1`, [
      before,
    ]);
    await pick(draft, 1);
    expect(await expectOneAlarm(draft)).not.toBe(before);
    const { rows } = await database.pool.query(`select key from ${JOBS} where id = $1`, [before]);
    expect(rows).toEqual([{ key: null }]);
  });

  it('that was deleted by hand is set anew', async () => {
    const draft = await newDraft(database.pool);
    await database.pool.query(`delete from ${JOBS} where key = app_private.alarm_key($1)`, [draft.draftId]);
    await pick(draft, 1);
    await expectOneAlarm(draft);
  });

  it("does not move another draft's job, whatever id the row remembers", async () => {
    const draft = await newDraft(database.pool);
    const other = await newDraft(database.pool);
    const foreign = await expectOneAlarm(other);
    await database.pool.query('update app_public.drafts set job_id = $2 where id = $1', [
      draft.draftId,
      foreign,
    ]);
    await pick(draft, 1);
    expect(await expectOneAlarm(draft)).not.toBe(foreign);
  });

  it('exists after a pick that met a worker holding the job in an uncommitted transaction', async () => {
    // Where the draft does not know its job, add_job meets the lock itself, and at first schedules nothing.
    for (const [ending, knowsItsJob] of [
      ['commit', true],
      ['rollback', true],
      ['commit', false],
      ['rollback', false],
    ] as const) {
      const draft = await newDraft(database.pool);
      if (!knowsItsJob) {
        await database.pool.query('update app_public.drafts set job_id = null where id = $1', [
          draft.draftId,
        ]);
      }
      const worker = await database.pool.connect();
      await worker.query('begin');
      await worker.query(
        `update ${JOBS} set locked_at = now(), locked_by = 'w', attempts = attempts + 1
          where key = app_private.alarm_key($1)`,
        [draft.draftId],
      );
      const picking = pick(draft, 1);
      await untilWaiting(database.pool);
      await worker.query(ending);
      worker.release();
      await picking;
      await expectOneAlarm(draft);
    }
  });

  it('is put back when the only one is the job that runs right now', async () => {
    const draft = await newDraft(database.pool);
    await database.pool.query(
      `update ${JOBS} set locked_at = now(), locked_by = 'w' where key = app_private.alarm_key($1)`,
      [draft.draftId],
    );
    await keepAlarm(database.pool, draft.draftId);
    await expectOneAlarm(draft);
  });
});
