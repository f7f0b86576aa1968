import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Program } from '../../src/processes/program.ts';
import { untilAll, withWorkers, wronglyArmed } from '../support/clock.ts';
import { newDraft, newPool, type TestDraft } from '../support/drafts.ts';
import { expectFoldToMatch } from '../support/events.ts';
import { cutEverybody, letIn } from '../support/lock_out.ts';
import { metricsOf, startProgram } from '../support/processes.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';
import { until } from '../support/until.ts';

let database: TestDatabase;
beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(() => database.drop());

async function statusOf(url: string): Promise<number> {
  return (await fetch(url)).status;
}

describe('a worker process whose connections are all cut, again and again', () => {
  it('goes on, loses no clock and ends as it is asked to', async () => {
    const poolId = await newPool(database.pool, 100);
    const drafts: TestDraft[] = [];
    for (let i = 0; i < 20; i += 1)
      drafts.push(await newDraft(database.pool, { teams: 2, rounds: 15, secondsPerPick: 0.3, poolId }));
    await withWorkers(database.url, 1, async () => {
      for (let pick = 2; pick <= 21; pick += 1) {
        await untilAll(
          database.pool,
          drafts.slice(0, 1).map(({ draftId }) => draftId),
          `coalesce(current_pick, 30) >= ${pick}`,
        );
        await cutEverybody(database);
      }
      await untilAll(
        database.pool,
        drafts.map(({ draftId }) => draftId),
        `state = 'COMPLETED'`,
      );
    });
    for (const { draftId } of drafts) await expectFoldToMatch(database.pool, draftId);
    expect(await wronglyArmed(database.pool)).toEqual([]);
  });
});

describe('a worker process whose database does not let it in', () => {
  let worker: Program;
  afterEach(() => worker.child.kill('SIGKILL'));

  it('is not ready until it is let in again, and then goes on', async () => {
    worker = startProgram(['src/main.ts', 'worker'], { DATABASE_URL: database.url, METRICS_PORT: '0' });
    const { origin: metricsUrl } = new URL(await metricsOf(worker));
    await until(async () => (await statusOf(`${metricsUrl}/readyz`)) === 200 || undefined);

    await letIn(database, false);
    await cutEverybody(database);
    await until(async () => (await statusOf(`${metricsUrl}/readyz`)) === 503 || undefined);
    expect(await statusOf(`${metricsUrl}/healthz`)).toBe(200);

    await letIn(database, true);
    await until(async () => (await statusOf(`${metricsUrl}/readyz`)) === 200 || undefined);
    const draft = await newDraft(database.pool, { teams: 2, rounds: 2, secondsPerPick: 0.1 });
    await untilAll(database.pool, [draft.draftId], `state = 'COMPLETED'`);
    worker.child.kill('SIGTERM');
    expect(await worker.ended()).toBe(0);
  });
});
