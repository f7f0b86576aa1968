import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { countPicks } from '../../src/clock/pick_counts.ts';
import type { Queryable } from '../../src/database/queryable.ts';
import { readStatus } from '../../src/database/status.ts';
import { signals, type ToldPick } from '../../src/telemetry/signals.ts';
import { silentLog } from '../support/silent_log.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());
beforeEach(() => database.pool.query('delete from app_private.clock_hours'));

/** The clock picks, so many milliseconds after a deadline; without one the team was on autopilot. */
function pick(lateMs: number | null, source = 'AUTO'): void {
  const deadline = lateMs === null ? null : new Date('2026-01-01T00:00:00Z');
  const pickedAt = new Date((deadline?.getTime() ?? 0) + (lateMs ?? 0));
  const told: Pick<ToldPick, 'source' | 'deadline' | 'pickedAt'> = { source, deadline, pickedAt };
  signals.picked(told as ToldPick);
}

const punctuality = async () => (await readStatus(database.pool, database.url)).punctuality;

it('picks of the clock are counted, and those that were more than 100 ms late', async () => {
  const counts = countPicks(database.pool, silentLog);
  for (const ms of [0, 100, 101, 5_000]) pick(ms);
  pick(null);
  pick(5_000, 'AUTOPILOT');
  await counts.stop();
  pick(5_000);
  expect(await punctuality()).toEqual({ picks: 4, late: 2, picksLately: 4, lateLately: 2 });
  const more = countPicks(database.pool, silentLog);
  pick(1);
  await more.stop();
  expect(await punctuality()).toMatchObject({ picks: 5, late: 2 });
});

it('what could not be written is written the next time', async () => {
  let isDown = true;
  const db: Queryable = {
    query: (text, values) => (isDown ? Promise.reject(new Error('down')) : database.pool.query(text, values)),
  };
  const counts = countPicks(db, silentLog);
  pick(200);
  await counts.write();
  expect(await punctuality()).toMatchObject({ picks: 0 });
  isDown = false;
  await counts.stop();
  expect(await punctuality()).toMatchObject({ picks: 1, late: 1 });
});

it('an hour counts for thirty days, and lately for two hours', async () => {
  await database.pool.query(
    `insert into app_private.clock_hours
     select date_trunc('hour', now() - age, 'UTC'), 10, 1
       from unnest('{4 hours, 10 days, 29 days, 31 days, 40 days}'::interval[]) as age`,
  );
  expect(await punctuality()).toEqual({ picks: 30, late: 3, picksLately: 0, lateLately: 0 });
  const counts = countPicks(database.pool, silentLog);
  pick(0);
  await counts.stop();
  const { rows } = await database.pool.query('select from app_private.clock_hours');
  expect(rows.length, 'older ones are forgotten').toBe(4 + 1);
});
