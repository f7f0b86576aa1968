import { type Runner, run } from 'graphile-worker';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AlarmHealth } from '../../src/clock/alarm_health.ts';
import { alarmPlugin } from '../../src/clock/alarm_plugin.ts';
import { runnerQueryable } from '../../src/clock/prepared.ts';
import { clockSettings } from '../../src/clock/settings.ts';
import { statusCommand } from '../../src/commands/status.ts';
import { readConfig } from '../../src/config/config.ts';
import type { FunctionName } from '../../src/database/call.ts';
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

/** What a ring calls to pick: the functions for choices of plain drafts, and for those that are judged. */
const APPLIES = ['apply_picks', 'apply_choices'] satisfies FunctionName[];
const CALL_OF_APPLY = new RegExp(`app_private\\.(${APPLIES.join('|')})(?=\\()`);
const ELSEWHERE = '_elsewhere';
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
    { screen: { write }, complain: expect.fail, signal },
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

/** An alarm in this process whose rings call functions that do not exist instead of those that pick; its ticks work as usual. */
async function startFailingAlarm(pool: ConnectionPool): Promise<Runner> {
  const logger = workerLogger(silentLog);
  const alarm = alarmPlugin((withPgClient, keeper) => {
    const db = runnerQueryable(withPgClient);
    const astray: Queryable = {
      query: (text, values) => db.query(text.replace(CALL_OF_APPLY, '$&_of_nobody'), values),
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

/** Renames functions of the database, all in one transaction, whatever their arguments are. */
async function renameFunctions(db: ConnectionPool, names: Readonly<Record<string, string>>): Promise<void> {
  const { rows } = await db.query<{ renaming: string }>(
    `select string_agg(format('alter function %s rename to %I', p.oid::regprocedure, $1::jsonb ->> p.proname), '; ') as renaming
       from pg_proc p
      where p.pronamespace = 'app_private'::regnamespace and $1::jsonb ? p.proname
     having count(*) = (select count(*) from jsonb_object_keys($1::jsonb))`,
    [JSON.stringify(names)],
  );
  const [found] = rows;
  if (!found)
    throw new Error(`Not all of these functions are in the database: ${Object.keys(names).join(', ')}`);
  await db.query(found.renaming);
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
        expect(problems[0].what).toMatch(/astray has failed .*ring: .*apply_choices_of_nobody/);
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

describe('a worker process whose database has no function that picks', () => {
  it('is not ready until they are back, and then goes on by itself', async () => {
    const worker = startProgram(['src/main.ts', 'worker'], { DATABASE_URL: database.url, METRICS_PORT: '0' });
    try {
      const { origin: url } = new URL(await metricsOf(worker));
      const ready = async () => (await fetch(`${url}/readyz`)).status;
      const untilReadyIs = (wanted: number) => until(async () => (await ready()) === wanted || undefined);
      await untilReadyIs(200);
      await renameFunctions(
        database.pool,
        Object.fromEntries(APPLIES.map((name) => [name, name + ELSEWHERE])),
      );
      const { draftId } = await newDraft(database.pool, { teams: 2, rounds: 3, secondsPerPick: 0.2 });
      await untilReadyIs(503);
      await untilState(/./, 'FAILING');
      expect(await (await fetch(`${url}/metrics`)).text()).toMatch(
        /draft_orchestrator_alarm_failures_total\{doing="ring"\} [1-9]/,
      );
      await worker.untilSaid(/The precise alarm fails all the time; starting the runner again/);
      await renameFunctions(
        database.pool,
        Object.fromEntries(APPLIES.map((name) => [name + ELSEWHERE, name])),
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
