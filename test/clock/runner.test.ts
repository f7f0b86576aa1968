import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
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
beforeEach(() => database.pool.query('truncate public.done'));

/** Runs jobs under supervision as long as `use` does. */
async function supervised(use: (runner: SupervisedRunner) => Promise<void>): Promise<void> {
  const pool = createConnectionPool(database.url, { max: 4, applicationName: 'runner', log: silentLog });
  const preset = { worker: { taskDirectory: JOBS, logger: workerLogger(silentLog) } };
  const runner = superviseRunner(pool, preset, silentLog);
  try {
    await use(runner);
  } finally {
    await runner.stop();
    await endConnectionPool(pool);
  }
}

async function untilDone(jobs: number): Promise<void> {
  await until(async () => {
    const { rows } = await database.pool.query('select from public.done');
    return rows.length === jobs || undefined;
  });
}

/** A completion cut off is an unhandled rejection, which a process of ours takes as a runner in doubt and vitest as a failure. */
async function untilCompleted(): Promise<void> {
  await until(async () => {
    const { rows } = await database.pool.query('select from graphile_worker._private_jobs');
    return rows.length === 0 || undefined;
  });
}

const addJob = () => database.pool.query(`select from graphile_worker.add_job('count')`);

describe('a supervised runner', () => {
  it('restarts after an unhandled failure, and goes on with its jobs', async () => {
    await supervised(async (runner) => {
      await addJob();
      await untilDone(1);
      runner.restart(new Error('a completion was lost'));
      await until(async () => !runner.isRunning() || undefined);
      await addJob();
      await untilDone(2);
      expect(runner.isRunning()).toBe(true);
    });
  });

  it('does a job that came after it looked for jobs and before it listened for them', async () => {
    const gate = Promise.withResolvers<void>();
    const pool = createConnectionPool(database.url, { max: 4, applicationName: 'runner', log: silentLog });
    const connect = pool.connect.bind(pool) as (...given: unknown[]) => unknown;
    // graphile-worker asks for the connection that listens, and for no other one, with a callback.
    pool.connect = ((...given: unknown[]) =>
      given.length === 0 ? connect() : gate.promise.then(() => connect(...given))) as typeof pool.connect;
    const looked = Promise.withResolvers<void>();
    const plugin: GraphileConfig.Plugin = {
      name: 'LookedPlugin',
      worker: {
        hooks: {
          init: ({ events }) => {
            events.once('worker:getJob:empty', () => looked.resolve());
          },
        },
      },
    };
    const worker = { taskDirectory: JOBS, logger: workerLogger(silentLog), pollInterval: 3_600_000 };
    const runner = superviseRunner(pool, { plugins: [plugin], worker }, silentLog);
    await looked.promise;
    await addJob();
    gate.resolve();
    await untilDone(1);
    await untilCompleted();
    await runner.stop();
    await endConnectionPool(pool);
  });

  it('restarts when its database ended all sessions', async () => {
    await supervised(async () => {
      await addJob();
      await untilDone(1);
      await untilCompleted();
      await database.pool.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
          where application_name = 'runner' and datname = current_database()`,
      );
      await addJob();
      await untilDone(2);
    });
  });

  it('gives up when restarting fails for too long, and says what to look at', async () => {
    const nowhere = 'postgres://nobody@127.0.0.1:1/none';
    const pool = createConnectionPool(nowhere, { max: 2, applicationName: 'runner', log: silentLog });
    const runner = superviseRunner(pool, {}, silentLog, { giveUpAfterMs: 300 });
    await expect(runner.ended).rejects.toThrow(
      /^The clock could not be kept running for .+ECONNREFUSED.+Look at the database/,
    );
    expect(runner.isRunning()).toBe(false);
    await runner.stop();
    await endConnectionPool(pool);
  });

  it('gives up as well when it runs, but does not do its work for too long', async () => {
    const pool = createConnectionPool(database.url, { max: 4, applicationName: 'runner', log: silentLog });
    const preset = { worker: { taskDirectory: JOBS, logger: workerLogger(silentLog) } };
    const runner = superviseRunner(pool, preset, silentLog, { giveUpAfterMs: 300, isWell: () => false });
    await expect(runner.ended).rejects.toThrow(/^The clock could not be kept running/);
    await runner.stop();
    await endConnectionPool(pool);
  });

  it('restarts when its alarm keeps failing, after twice the time whenever that did not help', async () => {
    const pool = createConnectionPool(database.url, { max: 4, applicationName: 'runner', log: silentLog });
    const starts: number[] = [];
    const counting: GraphileConfig.Plugin = {
      name: 'CountingPlugin',
      version: '1.0.0',
      worker: { hooks: { init: () => void starts.push(performance.now()) } },
    };
    const preset = { plugins: [counting], worker: { taskDirectory: JOBS, logger: workerLogger(silentLog) } };
    const from = performance.now();
    const failingForMs = () => performance.now() - from;
    const runner = superviseRunner(pool, preset, silentLog, { failingForMs, restartFailingAfterMs: 200 });
    await until(async () => starts.length >= 4 || undefined);
    await runner.stop();
    await endConnectionPool(pool);
    const gaps = starts.slice(1).map((at, i) => at - (starts[i] ?? 0));
    expect(gaps[0]).toBeGreaterThan(200);
    expect(gaps[1]).toBeGreaterThan(400);
    expect(gaps[2]).toBeGreaterThan(800);
  });

  it('ends without an error when it is asked to', async () => {
    await supervised(async (runner) => {
      await until(async () => runner.isRunning() || undefined);
      await runner.stop();
      await expect(runner.ended).resolves.toBeUndefined();
    });
  });
});
