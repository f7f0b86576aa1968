import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { setAutopilot } from '../../src/database/life_cycle.ts';
import type { Program } from '../../src/processes/program.ts';
import { withWorkers } from '../support/clock.ts';
import { alarms, draftRow, newDraft, newPool, type TestDraft } from '../support/drafts.ts';
import { expectFoldToMatch } from '../support/events.ts';
import { startProgram, startWorker } from '../support/processes.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';
import { until } from '../support/until.ts';

let database: TestDatabase;
let poolId: string;
beforeAll(async () => {
  database = await createTestDatabase();
  poolId = await newPool(database.pool, 200);
});
afterAll(() => database.drop());

function untilCompleted(draft: TestDraft): Promise<true> {
  return until(async () =>
    (await draftRow(database.pool, draft.draftId)).state === 'COMPLETED' ? true : undefined,
  );
}

function untilPicks(draft: TestDraft, count: number): Promise<true> {
  return until(async () => {
    const { rows } = await database.pool.query(
      'select from app_public.picks where draft_id = $1 and player_id is not null',
      [draft.draftId],
    );
    return rows.length >= count ? true : undefined;
  });
}

async function lockedJobs(): Promise<number> {
  const { rows } = await database.pool.query(
    'select from graphile_worker._private_jobs where locked_at is not null',
  );
  return rows.length;
}

async function stop(worker: Program): Promise<void> {
  worker.child.kill('SIGTERM');
  expect(await worker.ended()).toBe(0);
}

describe('a worker process', () => {
  it('picks when clocks run out, from the first pick to the last, and never early', async () => {
    const worker = await startWorker(database.url);
    const draft = await newDraft(database.pool, { teams: 3, rounds: 3, secondsPerPick: 0.2, poolId });
    await untilCompleted(draft);
    const { rows } = await database.pool.query<{ early: boolean }>(
      `select picked_at < lag(picked_at, 1, opened_at) over (order by pick_number) + make_interval(secs => seconds) as early
         from app_public.picks join app_public.drafts on id = draft_id where draft_id = $1`,
      [draft.draftId],
    );
    expect(rows.map((row) => row.early)).toEqual(Array(9).fill(false));
    await expectFoldToMatch(database.pool, draft.draftId);
    await stop(worker);
  });

  it('opens a draft at its scheduled start', async () => {
    const { at } = await draftRow(
      database.pool,
      (await newDraft(database.pool, { poolId, open: false })).draftId,
    );
    const startsAt = new Date(at.getTime() + 500).toISOString();
    const draft = await newDraft(database.pool, {
      teams: 1,
      rounds: 2,
      secondsPerPick: 0.1,
      poolId,
      open: false,
      startsAt,
    });
    const worker = await startWorker(database.url);
    await untilCompleted(draft);
    await stop(worker);
  });

  it('stops within seconds when asked, in the middle of its work, and leaves no job locked', async () => {
    for (let run = 0; run < 3; run += 1) {
      const drafts: TestDraft[] = [];
      for (let i = 0; i < 10; i += 1)
        drafts.push(await newDraft(database.pool, { teams: 4, rounds: 20, secondsPerPick: 0.05, poolId }));
      const worker = await startWorker(database.url);
      await untilPicks(drafts[0] ?? expect.fail(), 5);
      await stop(worker);
      expect(await lockedJobs()).toBe(0);
      for (const draft of drafts) {
        const { state } = await draftRow(database.pool, draft.draftId);
        expect(await alarms(database.pool, draft.draftId)).toHaveLength(state === 'COMPLETED' ? 0 : 1);
        await expectFoldToMatch(database.pool, draft.draftId);
      }
      await database.pool.query('delete from graphile_worker._private_jobs');
      await database.pool.query('truncate app_public.drafts, app_public.draft_events cascade');
    }
  });

  it('shares the work with others: two of them play forty drafts, each pick once', async () => {
    await withWorkers(database.url, 2, async () => {
      const clocks = { teams: 2, rounds: 3, secondsPerPick: 0.3, poolId };
      // Its clock is long: a draft that is over is not changed any more.
      const autopilot = await newDraft(database.pool, { ...clocks, secondsPerPick: 600 });
      for (const teamId of autopilot.teamIds)
        await setAutopilot(database.pool, autopilot.draftId, teamId, true, autopilot.commissioner);
      const drafts = [autopilot];
      while (drafts.length < 40) drafts.push(await newDraft(database.pool, clocks));
      for (const draft of drafts) {
        await untilCompleted(draft);
        await expectFoldToMatch(database.pool, draft.draftId);
      }
    });
    expect(await lockedJobs()).toBe(0);
  });

  it('goes on with drafts whose job a killed process left locked', async () => {
    const draft = await newDraft(database.pool, { teams: 2, rounds: 2, secondsPerPick: 0.1, poolId });
    await database.pool.query(
      `update graphile_worker._private_jobs set locked_at = now(), locked_by = 'dead', attempts = 1`,
    );
    const worker = await startWorker(database.url);
    await untilCompleted(draft);
    await stop(worker);
    await database.pool.query(`delete from graphile_worker._private_jobs where locked_by = 'dead'`);
  });

  it('may be the stock graphile-worker command line on the same graphile.config.ts', async () => {
    const draft = await newDraft(database.pool, { teams: 2, rounds: 2, secondsPerPick: 0.1, poolId });
    const stock = startProgram(['node_modules/graphile-worker/dist/cli.js'], {
      DATABASE_URL: database.url,
      GRAPHILE_ENV: 'production',
    });
    await untilCompleted(draft);
    stock.child.kill('SIGTERM');
    expect(await stock.ended()).toBe('SIGTERM');
    expect(await lockedJobs()).toBe(0);
  });

  it('says what to do when there is no database for it', async () => {
    const nowhere = startProgram(['src/main.ts', 'worker'], {
      DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none',
    });
    expect(await nowhere.ended()).toBe(1);
    expect(nowhere.said()).toMatch(/127\.0\.0\.1:1/);
    const without = startProgram(['src/main.ts', 'worker'], {
      DATA_DIR: '/tmp/draft-orchestrator-nothing-here',
    });
    expect(await without.ended()).toBe(1);
    expect(without.said()).toMatch(/DATABASE_URL/);
  });
});
