import { type Runner, run } from 'graphile-worker';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AlarmHealth } from '../../src/clock/alarm_health.ts';
import { alarmPlugin } from '../../src/clock/alarm_plugin.ts';
import { runnerQueryable } from '../../src/clock/prepared.ts';
import { clockSettings } from '../../src/clock/settings.ts';
import { statusCommand } from '../../src/commands/status.ts';
import { readConfig } from '../../src/config/config.ts';
import { type ConnectionPool, createConnectionPool, endConnectionPool } from '../../src/database/connect.ts';
import type { Queryable } from '../../src/database/queryable.ts';
import { clockedPicks } from '../../src/demo/lateness.ts';
import { workerLogger } from '../../src/telemetry/worker_logger.ts';
import { draftAlarm } from '../../src/worker/draft_alarm.ts';
import { logTimeOuts } from '../../src/worker/log_time_outs.ts';
import { untilAll, withWorkers } from '../support/clock.ts';
import { newDraft, newPool } from '../support/drafts.ts';
import { eventKinds, events, expectFoldToMatch } from '../support/events.ts';
import { metricsOf, startProgram } from '../support/processes.ts';
import { silentLog } from '../support/silent_log.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';
import { until } from '../support/until.ts';

let database: TestDatabase;
beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(() => database.drop());

const APPLY_PICKS = 'app_private.apply_picks';
const PICKS = 10;

/** What `status --json` says. */
async function status() {
  let said = '';
  const write = (text: string) => {
    said += text;
  };
  const { signal } = new AbortController();
  await statusCommand(
    readConfig({ DATABASE_URL: database.url }),
    { watch: false, json: true },
    { screen: { write }, signal },
  );
  return JSON.parse(said);
}

const untilState = (name: RegExp, state: string) =>
  until(async () => {
    const { workers } = await status();
    return (
      workers.some((one: { name: string; state: string }) => name.test(one.name) && one.state === state) ||
      undefined
    );
  });

/** An alarm in this process that calls a function which does not exist instead of apply_picks; its ticks work as usual. */
async function startFailingAlarm(pool: ConnectionPool): Promise<Runner> {
  const logger = workerLogger(silentLog);
  const alarm = alarmPlugin((withPgClient, keeper) => {
    const db = runnerQueryable(withPgClient);
    const astray: Queryable = {
      query: (text, values) => db.query(text.replace(APPLY_PICKS, `${APPLY_PICKS}_of_nobody`), values),
    };
    const process = { ...keeper, name: 'astray' };
    return draftAlarm(astray, {
      process,
      listenUrl: database.url,
      observer: logTimeOuts(logger),
      log: silentLog,
    });
  }, new AlarmHealth());
  return run({
    pgPool: pool,
    taskList: {},
    noHandleSignals: true,
    preset: { plugins: [alarm], worker: { ...clockSettings, logger } },
  });
}

describe('a process whose rings fail', () => {
  it('is shown by status, and another process owns its drafts', async () => {
    const poolId = await newPool(database.pool, 100);
    const pool = createConnectionPool(database.url, { max: 5, applicationName: 'astray', log: silentLog });
    const failing = await startFailingAlarm(pool);
    const draftIds: string[] = [];
    try {
      await withWorkers(database.url, 1, async () => {
        for (let i = 0; i < 10; i += 1) {
          const { draftId } = await newDraft(database.pool, {
            teams: 2,
            rounds: 12,
            secondsPerPick: 0.4,
            poolId,
          });
          draftIds.push(draftId);
        }
        await untilState(/astray/, 'FAILING');
        const { isWell, problems, workers } = await status();
        expect(isWell).toBe(false);
        expect(problems[0].what).toMatch(/astray has failed .*ring: .*apply_picks_of_nobody/);
        expect(workers).toHaveLength(2);
        await untilAll(database.pool, draftIds, `state = 'COMPLETED'`);
      });
    } finally {
      await failing.stop();
      await endConnectionPool(pool);
    }
    for (const draftId of draftIds) {
      expect(await eventKinds(database.pool, draftId)).not.toContain('TIME_RETURNED');
      await expectFoldToMatch(database.pool, draftId);
      const late = clockedPicks(await events(database.pool, draftId)).slice(-PICKS);
      // The process is tried again from time to time: a pick may then wait until another stands in for it, and no longer.
      expect(late.filter(({ lateness }) => lateness > 500_000)).toEqual([]);
    }
  });
});

describe('a worker process without apply_picks in its database', () => {
  it('is not ready until the function is back, and then goes on by itself', async () => {
    const worker = startProgram(['src/main.ts', 'worker'], { DATABASE_URL: database.url, METRICS_PORT: '0' });
    try {
      const { origin: url } = new URL(await metricsOf(worker));
      const ready = async () => (await fetch(`${url}/readyz`)).status;
      const untilReadyIs = (wanted: number) => until(async () => (await ready()) === wanted || undefined);
      await untilReadyIs(200);
      const { draftId } = await newDraft(database.pool, { teams: 2, rounds: 3, secondsPerPick: 0.2 });
      await database.pool.query(`alter function ${APPLY_PICKS}(jsonb, uuid) rename to apply_picks_elsewhere`);
      await untilReadyIs(503);
      await untilState(/./, 'FAILING');
      expect(await (await fetch(`${url}/metrics`)).text()).toMatch(
        /draft_orchestrator_alarm_failures_total\{doing="ring"\} [1-9]/,
      );
      await worker.untilSaid(/The precise alarm fails all the time; starting the runner again/);
      await database.pool.query(
        'alter function app_private.apply_picks_elsewhere(jsonb, uuid) rename to apply_picks',
      );
      await untilAll(database.pool, [draftId], `state = 'COMPLETED'`);
      await untilReadyIs(200);
      await untilState(/./, 'ALIVE');
      worker.child.kill('SIGTERM');
      expect(await worker.ended()).toBe(0);
    } finally {
      worker.child.kill('SIGKILL');
    }
  });
});
