import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seedDrafts } from '../../bench/seed.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

describe('a bench that is seeded over two connections', () => {
  it('leaves no draft without its job, whichever connection was faster', async () => {
    await seedDrafts(database.pool, {
      drafts: 240,
      secondsPerPick: 3_600,
      atPick: 1,
      dueIn: { first: 3_600, step: 1 },
      onProgress: () => undefined,
      copiesAtOnce: 5,
    });
    const { rows } = await database.pool.query(
      `select count(*)::int as drafts, count(*) filter (where job.run_at = d.next_deadline)::int as "withJob"
         from app_public.drafts d
         left join graphile_worker._private_jobs job on job.id = d.job_id and job.key = app_private.alarm_key(d.id)`,
    );
    expect(rows).toEqual([{ drafts: 240, withJob: 240 }]);
  });
});
