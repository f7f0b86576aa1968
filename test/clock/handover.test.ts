import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AlarmWork, HearHint } from '../../src/clock/alarm.ts';
import { AlarmHealth } from '../../src/clock/alarm_health.ts';
import { alarmPlugin } from '../../src/clock/alarm_plugin.ts';
import { Handover } from '../../src/clock/handover.ts';
import { type SupervisedRunner, superviseRunner } from '../../src/clock/runner.ts';
import { createConnectionPool, endConnectionPool } from '../../src/database/connect.ts';
import { workerLogger } from '../../src/telemetry/worker_logger.ts';
import { silentLog } from '../support/silent_log.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';
import { until } from '../support/until.ts';

const JOBS = fileURLToPath(new URL('../fixtures/jobs', import.meta.url));

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await database.pool.query('create table public.done (at timestamptz default now())');
});
afterAll(() => database.drop());

/** The work of one alarm, as the test sees and holds it. */
class Work {
  readonly rung: string[] = [];
  hear: HearHint = () => {};
  ticks = 0;
  hasLeft = false;
  /** The next ticks are answered with this; they wait for it. */
  answer: Promise<void> = Promise.resolve();

  asAlarmWork(id: string): AlarmWork {
    return {
      tick: async () => {
        await this.answer;
        this.ticks += 1;
        return { at: performance.now(), live: [id], soon: [] };
      },
      ring: async (keys) => {
        this.rung.push(...keys);
        return { done: keys, next: [], held: [] };
      },
      prepare: async () => false,
      hints: (hear) => {
        this.hear = hear;
      },
      onFailure: () => undefined,
      settled: async () => undefined,
      left: async () => {
        this.hasLeft = true;
      },
    };
  }

  async untilRung(key: string): Promise<void> {
    this.hear(key, performance.now());
    await until(async () => this.rung.includes(key) || undefined);
  }
}

const untilTrue = (is: () => boolean) => until(async () => is() || undefined);

/** A supervised runner whose first alarm works; ticks of the ones after it wait for `open`, or fail where it rejects. */
async function supervised(
  use: (scene: { runner: SupervisedRunner; works: readonly Work[]; health: AlarmHealth }) => Promise<void>,
  open: Promise<void>,
): Promise<readonly Work[]> {
  const pool = createConnectionPool(database.url, { max: 4, applicationName: 'runner', log: silentLog });
  const works: Work[] = [];
  const health = new AlarmHealth();
  const handover = new Handover();
  const alarm = alarmPlugin(
    (_withPgClient, { id }) => {
      const work = new Work();
      if (works.length > 0) work.answer = open;
      works.push(work);
      return work.asAlarmWork(id);
    },
    health,
    handover,
  );
  const worker = { taskDirectory: JOBS, logger: workerLogger(silentLog) };
  const runner = superviseRunner(pool, { plugins: [alarm], worker }, silentLog, { handover });
  try {
    await untilTrue(() => (works[0]?.ticks ?? 0) > 0);
    await use({ runner, works, health });
  } finally {
    await runner.stop();
    await endConnectionPool(pool);
  }
  return works;
}

describe('the alarm of a runner that starts again', () => {
  it('rings on until the alarm of the next one has asked what is due, and then no more', async () => {
    const { promise: open, resolve } = Promise.withResolvers<void>();
    await supervised(async ({ runner, works }) => {
      runner.restart(new Error('a completion was lost'));
      await untilTrue(() => works.length === 2);
      const [first, second] = works as [Work, Work];
      await first.untilRung('while the next one starts');
      expect([first.hasLeft, second.ticks]).toEqual([false, 0]);
      resolve();
      await untilTrue(() => first.hasLeft);
      await second.untilRung('afterwards');
      expect(first.rung).toEqual(['while the next one starts']);
      expect(second.hasLeft).toBe(false);
    }, open);
  });

  it('rings on through starts that came to nothing, and ends when the runner is stopped', async () => {
    const { promise: open, reject } = Promise.withResolvers<void>();
    const works = await supervised(async ({ runner, works }) => {
      runner.restart(new Error('the first loss'));
      await untilTrue(() => works.length === 2);
      // The second never knew what is due: it is of no use to anybody.
      reject(new Error('the database is gone'));
      runner.restart(new Error('the second loss'));
      await untilTrue(() => works.length === 3);
      expect(works.map(({ hasLeft }) => hasLeft)).toEqual([false, true, false]);
      await works[0]?.untilRung('still there');
    }, open);
    expect(works.map(({ hasLeft }) => hasLeft)).toEqual([true, true, true]);
  });

  it('ends with its runner where it fails: the next one begins anew', async () => {
    await supervised(async ({ runner, works, health }) => {
      for (let failures = 0; failures < 3; failures += 1)
        health.failed('ring', new Error('no such function'));
      runner.restart(new Error('the alarm fails all the time'));
      await untilTrue(() => works[0]?.hasLeft === true);
      await untilTrue(() => (works[1]?.ticks ?? 0) > 0);
    }, Promise.resolve());
  });

  it('ends with its runner where that is to stop', async () => {
    const works = await supervised(async () => undefined, Promise.resolve());
    expect(works.map(({ hasLeft }) => hasLeft)).toEqual([true]);
  });
});
