import { type Runner, run, type TaskList } from 'graphile-worker';
import { expect } from 'vitest';
import { copyDrafts } from '../../bench/seed.ts';
import { alarmPlugin } from '../../src/clock/alarm_plugin.ts';
import { runnerQueryable } from '../../src/clock/prepared.ts';
import { clockSettings } from '../../src/clock/settings.ts';
import type { ConnectionPool } from '../../src/database/connect.ts';
import { clockedPicks, isByClock } from '../../src/demo/lateness.ts';
import type { Program } from '../../src/processes/program.ts';
import { workerLogger } from '../../src/telemetry/worker_logger.ts';
import { draftAlarm } from '../../src/worker/draft_alarm.ts';
import { logTimeOuts } from '../../src/worker/log_time_outs.ts';
import { newDraft, type TestDraft, type TestDraftOptions } from './drafts.ts';
import { events } from './events.ts';
import { startWorker } from './processes.ts';
import { silentLog } from './silent_log.ts';
import type { TestDatabase } from './test_database.ts';
import { until } from './until.ts';

/** Lets so many worker processes run as long as `use` does, then ends them as an operator would. */
export async function withWorkers<T>(
  url: string,
  count: number,
  use: (workers: readonly Program[]) => Promise<T>,
): Promise<T> {
  const workers: Program[] = [];
  try {
    for (let i = 0; i < count; i += 1) workers.push(await startWorker(url));
    const answer = await use(workers);
    for (const { child } of workers) child.kill('SIGTERM');
    expect(await Promise.all(workers.map((worker) => worker.ended()))).toEqual(Array(count).fill(0));
    return answer;
  } finally {
    // Where the test failed: a worker left behind would keep the database from being dropped.
    for (const { child } of workers) child.kill('SIGKILL');
  }
}

/** Runs stock graphile-worker with the precise alarm in this process, on tasks of the test's own, as long as `use` does. */
export async function withAlarm(
  { pool, url }: TestDatabase,
  taskList: TaskList,
  use: (runner: Runner) => Promise<void>,
): Promise<void> {
  const logger = workerLogger(silentLog);
  const alarm = alarmPlugin((withPgClient, keeper) =>
    draftAlarm(runnerQueryable(withPgClient), {
      process: { ...keeper, name: 'test' },
      listenUrl: url,
      observer: logTimeOuts(logger),
      log: silentLog,
    }),
  );
  const runner = await run({
    pgPool: pool,
    taskList,
    noHandleSignals: true,
    preset: { plugins: [alarm], worker: { ...clockSettings, logger } },
  });
  try {
    await use(runner);
  } finally {
    await runner.stop();
  }
}

/** Many drafts that differ in nothing but their deadlines. */
export interface Herd {
  /** What they are copies of; it is gone itself. */
  readonly model: TestDraft;
  readonly draftIds: string[];
}

/** So many copies of one draft: their deadlines so many seconds from now, each a little after the one before it. */
export async function newHerd(
  db: ConnectionPool,
  drafts: number,
  dueIn: { first: number; step: number },
  options: TestDraftOptions,
): Promise<Herd> {
  const model = await newDraft(db, options);
  const onProgress = () => undefined;
  await copyDrafts(db, model.draftId, { drafts, dueIn, onProgress, secondsPerPick: 0, atPick: 1 });
  const { rows } = await db.query<{ id: string }>(
    'select id from app_public.drafts where league_id = $1 order by next_deadline',
    [model.leagueId],
  );
  return { model, draftIds: rows.map(({ id }) => id) };
}

/** By the events of the drafts: the clock picked for each of them, never early and never that many milliseconds late. */
export async function expectOnTime(
  db: ConnectionPool,
  draftIds: readonly string[],
  lateMs: number,
): Promise<void> {
  for (const draftId of draftIds) {
    const picks = clockedPicks(await events(db, draftId)).filter(isByClock);
    expect(picks).not.toEqual([]);
    expect(picks.filter(({ lateness }) => !(lateness >= 0 && lateness < lateMs * 1_000))).toEqual([]);
  }
}

/** Drafts whose jobs are not as they should be while nobody works: one, known to the draft and ringing when it is due. */
export async function wronglyArmed(db: ConnectionPool): Promise<unknown[]> {
  const { rows } = await db.query(
    `select d.id, d.state, d.job_id, d.due_at, job.id as job, job.run_at, job.locked_at
       from app_public.drafts d
       left join graphile_worker._private_jobs job on job.key = app_private.alarm_key(d.id)
      where (d.state = 'IN_PROGRESS' and d.due_at is not null) <> (job.id is not null)
         or (d.job_id, d.due_at, null) is distinct from (job.id, job.run_at, job.locked_at)`,
  );
  return rows;
}

/** Waits until a condition on the row holds for all of the drafts. */
export async function untilAll(
  db: ConnectionPool,
  draftIds: readonly string[],
  condition: string,
): Promise<void> {
  await until(async () => {
    const { rows } = await db.query(
      `select from app_public.drafts where id = any ($1) and not coalesce(${condition}, false) limit 1`,
      [draftIds],
    );
    return rows.length === 0 || undefined;
  });
}

/** Waits until a draft's clock has so many seconds left, on the database's clock. Answers the pick that was on it before. */
export async function untilLeft(db: ConnectionPool, draftId: string, seconds: number): Promise<number> {
  const { rows } = await db.query<{ pickNumber: number | null }>(
    `select current_pick as "pickNumber",
            pg_sleep(greatest(0, extract(epoch from next_deadline - clock_timestamp()) - $2))
       from app_public.drafts where id = $1`,
    [draftId, seconds],
  );
  return rows[0]?.pickNumber ?? 1;
}
