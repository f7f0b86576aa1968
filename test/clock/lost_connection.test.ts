import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { clockedPicks, isByClock } from '../../src/demo/lateness.ts';
import { untilAll, withWorkers } from '../support/clock.ts';
import { newDraft, newPool } from '../support/drafts.ts';
import { eventKinds, events, expectFoldToMatch } from '../support/events.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';
import { until } from '../support/until.ts';

let database: TestDatabase;
beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(() => database.drop());

const DRAFTS = 20;
/** What a completion waits for while the test holds it. */
const GATE = 4_711;
/** From so long after the loss picks are as punctual as before it. */
const HEALED_AFTER_MS = 2_000;
/** What a ring takes on a busy machine; a start of the runner and waiting for the lost completion take longer. */
const RUNG_WITHIN_MS = 1_500;
/** Far more than a pick is late on a busy machine, and far less than the next look at what was missed would make it. */
const PUNCTUAL_MS = 500;

/** Lets completions of jobs wait at a gate, ends the connection of the next one there, and opens the gate. */
async function loseCompletion(draftId: string): Promise<void> {
  const gate = await database.pool.connect();
  try {
    await gate.query(`select pg_advisory_lock(${GATE})`);
    await database.pool.query(
      `create function public.wait_at_gate() returns trigger language plpgsql as
         $$ begin perform pg_advisory_xact_lock_shared(${GATE}); return old; end $$`,
    );
    await database.pool.query(
      `create trigger wait_at_gate before delete on graphile_worker._private_jobs
         for each row when (old.locked_at is not null) execute function public.wait_at_gate()`,
    );
    await database.pool.query(
      `select graphile_worker.add_job('draft_timeout', json_build_object('draftId', $1::uuid), run_at => now())`,
      [draftId],
    );
    await until(async () => {
      const { rowCount } = await database.pool.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
          where datname = current_database() and wait_event_type = 'Lock' and wait_event = 'advisory'
            and query like '%_private_jobs%'`,
      );
      return rowCount || undefined;
    });
  } finally {
    await gate.query('select pg_advisory_unlock_all()');
    gate.release();
  }
  // Only now: it waits for other completions, which waited at the gate.
  await database.pool.query('drop trigger wait_at_gate on graphile_worker._private_jobs');
}

async function now(): Promise<number> {
  const { rows } = await database.pool.query<{ now: Date }>('select clock_timestamp() as now');
  return rows[0]?.now.getTime() ?? expect.unreachable();
}

describe('a worker process that loses the connection on which a job is being completed', () => {
  it('restarts its runner, and picks as punctually as before, on the other connections of its pool', async () => {
    const poolId = await newPool(database.pool, 100);
    const draftIds: string[] = [];
    const { lostAt, said } = await withWorkers(database.url, 1, async ([worker]) => {
      for (let i = 0; i < DRAFTS; i += 1) {
        const { draftId } = await newDraft(database.pool, {
          teams: 2,
          rounds: 12,
          secondsPerPick: 0.4,
          poolId,
        });
        draftIds.push(draftId);
      }
      await untilAll(database.pool, draftIds, 'current_pick > 4');
      await loseCompletion(draftIds[0] ?? expect.fail());
      const at = await now();
      await worker?.untilSaid(/The runner of the clock may be broken/);
      await untilAll(database.pool, draftIds, `state = 'COMPLETED'`);
      return { lostAt: at, said: worker?.said() ?? '' };
    });
    expect(said).not.toContain('Prepared statements must be unique');
    for (const draftId of draftIds) {
      expect(await eventKinds(database.pool, draftId)).not.toContain('TIME_RETURNED');
      await expectFoldToMatch(database.pool, draftId);
    }
    const picks = (await Promise.all(draftIds.map((draftId) => events(database.pool, draftId)))).flatMap(
      (history) => clockedPicks(history).filter(isByClock),
    );
    // While the runner ends and starts again its alarm rings on.
    const around = picks.filter(({ deadline }) => deadline >= (lostAt - 500) * 1_000);
    expect(around.filter(({ lateness }) => lateness > RUNG_WITHIN_MS * 1_000)).toEqual([]);
    const healedAt = (lostAt + HEALED_AFTER_MS) * 1_000;
    const after = picks
      .filter(({ deadline }) => deadline >= healedAt)
      .map(({ lateness }) => lateness / 1_000);
    expect(after.length).toBeGreaterThan(DRAFTS);
    expect(after.filter((ms) => ms > PUNCTUAL_MS)).toEqual([]);
  });
});
