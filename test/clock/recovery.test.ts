import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readTick, sweepJobs } from '../../src/database/alarms.ts';
import { createUser } from '../../src/database/leagues.ts';
import { type Listener, listenTo } from '../../src/database/listen.ts';
import {
  drainProcess,
  registerProcess,
  takeOverProcess,
  type WorkerProcess,
} from '../../src/database/workers.ts';
import { type Broken, Reconciler } from '../../src/worker/reconciler.ts';
import { untilAll, withWorkers, wronglyArmed } from '../support/clock.ts';
import { alarms, draftRow, newDraft, setDeadline, type TestDraft, userActor } from '../support/drafts.ts';
import { silentLog } from '../support/silent_log.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';
import { until } from '../support/until.ts';

const MOST = 100;

let database: TestDatabase;
let ending: AbortController;
beforeEach(async () => {
  database = await createTestDatabase();
  ending = new AbortController();
});
afterEach(async () => {
  ending.abort();
  await database.drop();
});

/** A process as other processes see it: registered on a connection, and running as long as that is open. */
async function register(name = 'somewhere'): Promise<{ process: WorkerProcess; life: Listener }> {
  const process = { id: randomUUID(), name, pool: `pool-${name}` };
  const life = await listenTo(database.url, 'nothing', () => undefined, ending.signal);
  await registerProcess(life, process);
  return { process, life };
}

async function die({ life }: { life: Listener }): Promise<void> {
  const { rows: own } = await life.query<{ pid: number }>('select pg_backend_pid() as pid');
  life.close();
  // The server notices that its client is gone, and only then frees the lock.
  await until(async () => {
    const { rows } = await database.pool.query('select from pg_stat_activity where pid = $1', [own[0]?.pid]);
    return rows.length === 0 || undefined;
  });
}

async function numbers(): Promise<number[]> {
  const { rows } = await database.pool.query<{ number: number }>(
    'select number from app_private.worker_processes order by number',
  );
  return rows.map(({ number }) => number);
}

async function lockAlarm({ draftId }: TestDraft, pool: string): Promise<string> {
  const { rows } = await database.pool.query<{ id: string }>(
    `update graphile_worker._private_jobs set locked_by = $2, locked_at = now(), attempts = 1
      where key = app_private.alarm_key($1) returning id`,
    [draftId, pool],
  );
  return rows[0]?.id ?? expect.unreachable();
}

/** The draft has one alarm, free and at its deadline. Answers which job that is. */
async function expectOneAlarm({ draftId }: TestDraft): Promise<string | null> {
  const { nextDeadline, jobId } = await draftRow(database.pool, draftId);
  const found = await alarms(database.pool, draftId);
  expect(found).toMatchObject([{ id: jobId, runAt: nextDeadline, isLocked: false, attempts: 0 }]);
  return jobId;
}

async function repair(broken: Broken): Promise<void> {
  const reconciler = new Reconciler(database.pool, silentLog);
  reconciler.repair(broken);
  await reconciler.settled();
}

const tick = ({ id }: WorkerProcess, failure: string | null = null) =>
  readTick(database.pool, { processId: id, aheadMs: 2_500, most: MOST, isAble: true, failure });

describe('a process that an operator has drained', () => {
  const OPERATOR = { kind: 'OPERATOR', userId: null } as const;

  it('leaves its drafts to the others, unless all of them are drained, and does its share again when it is taken back in', async () => {
    const [first, second] = [await register('first'), await register('second')];
    const both = [first.process.id, second.process.id].sort();
    const [one = 0, two = 0] = await numbers();
    await tick(second.process);
    await drainProcess(database.pool, one, true, OPERATOR);
    expect((await tick(first.process)).live).toEqual([second.process.id]);
    expect((await tick(second.process)).live).toEqual([second.process.id]);
    await drainProcess(database.pool, two, true, OPERATOR);
    expect((await tick(second.process)).live).toEqual(both);
    await drainProcess(database.pool, one, false, OPERATOR);
    expect((await tick(second.process)).live).toEqual([first.process.id]);
  });

  it('is known by its number, to operators alone', async () => {
    const { process } = await register();
    const [number = 0] = await numbers();
    const person = userActor(await createUser(database.pool, 'Somebody'));
    await expect(drainProcess(database.pool, number, true, person)).rejects.toMatchObject({
      code: 'NOT_OPERATOR',
    });
    await expect(drainProcess(database.pool, number + 1, true, OPERATOR)).rejects.toMatchObject({
      code: 'PROCESS_NOT_FOUND',
    });
    expect((await tick(process)).live).toEqual([process.id]);
  });
});

describe('a process whose alarm fails', () => {
  it('is left out of the processes that share the work, until it works again or all of them fail', async () => {
    const [well, failing] = [await register('well'), await register('failing')];
    const both = [well.process.id, failing.process.id].sort();
    expect((await tick(failing.process, 'ring: broken')).live).toEqual([well.process.id]);
    expect((await tick(well.process)).live).toEqual([well.process.id]);
    expect((await tick(well.process, 'ring: broken too')).live).toEqual(both);
    expect((await tick(failing.process, 'ring: broken')).live).toEqual(both);
    await tick(well.process);
    expect((await tick(failing.process)).live).toEqual(both);
  });

  it('records since when it fails and with which error, cut off at a limit', async () => {
    const { process } = await register();
    const told = async () => {
      const { rows } = await database.pool.query<{ since: Date | null; length: number | null }>(
        'select failing_since as since, length(failure) as length from app_private.worker_processes',
      );
      return rows[0];
    };
    await tick(process, 'ring: broken');
    const first = await told();
    await tick(process, 'x'.repeat(10_000));
    expect(await told()).toEqual({ since: first?.since, length: 500 });
    await tick(process);
    expect(await told()).toEqual({ since: null, length: null });
  });

  it('may be of an older release that reports no failures', async () => {
    const { process } = await register();
    const { rows } = await database.pool.query<{ live: string[] }>(
      `select at, live, drafts, starts, unarmed, dead, registered from app_private.tick($1, interval '1 s', 5, true)`,
      [process.id],
    );
    expect(rows[0]?.live).toEqual([process.id]);
  });
});

describe('a process that died', () => {
  it('is taken over from: its drafts get new alarms, its old jobs are deleted, and a late completion deletes nothing', async () => {
    const draft = await newDraft(database.pool);
    const dead = await register('dead');
    const old = await lockAlarm(draft, dead.process.pool);
    const [number = 0] = await numbers();
    await die(dead);
    expect(await takeOverProcess(database.pool, number, MOST)).toBe(1);
    expect(await expectOneAlarm(draft)).not.toBe(old);
    expect(await numbers()).toEqual([]);
    // What graphile-worker sends at the end of a job.
    const { rowCount } = await database.pool.query(
      'delete from graphile_worker._private_jobs where id = $1',
      [old],
    );
    expect(rowCount).toBe(0);
    expect(await wronglyArmed(database.pool)).toEqual([]);
  });

  it('does not delay a scheduled draft, which opens at its time', async () => {
    const startsAt = new Date(Date.now() + 3_600_000).toISOString();
    const { draftId } = await newDraft(database.pool, { open: false, startsAt });
    const dead = await register('dead');
    await database.pool.query(
      `update graphile_worker._private_jobs set locked_by = $1, locked_at = now()
        where key = app_private.start_key($2)`,
      [dead.process.pool, draftId],
    );
    const [number = 0] = await numbers();
    await die(dead);
    await takeOverProcess(database.pool, number, MOST);
    const { rows } = await database.pool.query(
      `select run_at as "runAt" from graphile_worker._private_jobs where locked_at is null`,
    );
    expect(rows).toEqual([{ runAt: new Date(startsAt) }]);
  });

  it('is taken over from also when its draft is gone, and jobs of other tasks stay as they are', async () => {
    const draft = await newDraft(database.pool);
    const dead = await register('dead');
    await lockAlarm(draft, dead.process.pool);
    await database.pool.query(`select graphile_worker.add_job('of_somebody_else', job_key => 'theirs')`);
    await database.pool.query(
      `update graphile_worker._private_jobs set locked_by = $1, locked_at = now() where key = 'theirs'`,
      [dead.process.pool],
    );
    await database.pool.query('delete from app_public.drafts where id = $1', [draft.draftId]);
    const [number = 0] = await numbers();
    await die(dead);
    expect(await takeOverProcess(database.pool, number, MOST)).toBe(0);
    expect(await numbers()).toEqual([]);
    const { rows } = await database.pool.query(
      'select key, locked_by as "lockedBy" from graphile_worker._private_jobs',
    );
    expect(rows).toEqual([{ key: 'theirs', lockedBy: dead.process.pool }]);
  });

  it('is not taken over from while it runs, whoever calls take_over_process', async () => {
    const draft = await newDraft(database.pool);
    const alive = await register('alive');
    const old = await lockAlarm(draft, alive.process.pool);
    const [number = 0] = await numbers();
    expect(await takeOverProcess(database.pool, number, MOST)).toBe(0);
    expect(await alarms(database.pool, draft.draftId)).toMatchObject([{ id: old, isLocked: true }]);
    expect(await numbers()).toEqual([number]);
  });

  it('is found by other processes, once it was silent for two seconds and the server is up for fifteen', async () => {
    const watcher = await register('watcher');
    const dead = await register('dead');
    const [, number] = await numbers();
    await die(dead);
    expect(await tick(watcher.process)).toMatchObject({ dead: [], live: [watcher.process.id] });
    await until(async () => ((await tick(watcher.process)).dead.includes(number ?? 0) ? true : undefined));
    const { rows } = await database.pool.query<{ upFor: number; silentFor: number }>(
      `select extract(epoch from clock_timestamp() - pg_postmaster_start_time())::float8 as "upFor",
              extract(epoch from clock_timestamp() - seen_at)::float8 as "silentFor"
         from app_private.worker_processes where number = $1`,
      [number],
    );
    expect(rows[0]?.upFor).toBeGreaterThan(15);
    expect(rows[0]?.silentFor).toBeGreaterThan(2);
  });
});

describe('a job that was locked by an unregistered process', () => {
  it('is deleted when its draft has another alarm and ten seconds are over, and never before', async () => {
    const draft = await newDraft(database.pool);
    const { process } = await register('alive');
    const ofNobody = await lockAlarm(draft, 'pool-nobody');
    expect(await sweepJobs(database.pool)).toBe(0);
    await database.pool.query(
      `update graphile_worker._private_jobs set locked_at = now() - interval '11 seconds'`,
    );
    // It still carries the key: it is the only alarm there is.
    expect(await sweepJobs(database.pool)).toBe(0);
    await setDeadline(database.pool, draft.draftId, 1);
    await repair(await tick(process));
    expect(await sweepJobs(database.pool)).toBe(1);
    expect(await expectOneAlarm(draft)).not.toBe(ofNobody);
  });

  it('is deleted at the next start of a process when it failed for good', async () => {
    const draft = await newDraft(database.pool);
    await database.pool.query(`update graphile_worker._private_jobs set key = null, attempts = max_attempts`);
    await setDeadline(database.pool, draft.draftId, 1);
    const { process } = await register('next');
    await repair(await tick(process));
    const { rows } = await database.pool.query('select from graphile_worker._private_jobs');
    expect(rows).toHaveLength(1);
    await expectOneAlarm(draft);
  });

  it('is left to the process that locked it, as long as that is registered', async () => {
    const { process } = await register('alive');
    const draft = await newDraft(database.pool);
    await lockAlarm(draft, process.pool);
    await database.pool.query(
      `update graphile_worker._private_jobs set locked_at = now() - interval '11 seconds', key = null`,
    );
    expect(await sweepJobs(database.pool)).toBe(0);
  });
});

describe('processes that run', () => {
  it('are distinguished, also when they have the same name', async () => {
    const one = await register('twin');
    const other = await register('twin');
    expect((await tick(one.process)).live).toEqual([one.process.id, other.process.id].sort());
    expect(await numbers()).toHaveLength(2);
  });

  it('take over from no other process when they lost their own lock, as after a restart of the server', async () => {
    const watcher = await register('watcher');
    const other = await register('other');
    await die(other);
    await die(watcher);
    await database.pool.query(
      `update app_private.worker_processes set seen_at = seen_at - interval '1 minute'`,
    );
    expect(await tick(watcher.process)).toMatchObject({ dead: [], registered: false });
  });

  it('register anew when their registration is gone', async () => {
    await withWorkers(database.url, 1, async () => {
      const [first = 0] = await until(async () => {
        const known = await numbers();
        return known.length === 1 ? known : undefined;
      });
      await database.pool.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
          where application_name = 'draft-orchestrator events' and datname = current_database()`,
      );
      await until(async () => {
        const { rows } = await database.pool.query(
          `select from pg_locks where locktype = 'advisory' and objid = $1 and granted and database =
             (select oid from pg_database where datname = current_database())`,
          [first],
        );
        return rows.length === 1 || undefined;
      });
      await database.pool.query('delete from app_private.worker_processes');
      await until(async () => ((await numbers()).some((number) => number > first) ? true : undefined));
    });
    // Asked to stop, it leaves nothing behind.
    expect(await numbers()).toEqual([]);
  });
});

describe('an alarm that would not ring', () => {
  it.for([
    { what: 'deleted', change: 'delete from graphile_worker._private_jobs' },
    { what: 'exhausted', change: 'update graphile_worker._private_jobs set attempts = max_attempts' },
    {
      what: 'locked by nobody who lives',
      change: `update graphile_worker._private_jobs set locked_by = 'pool-nobody', locked_at = now()`,
    },
  ])('is set anew when the draft is due soon: $what', async ({ change }) => {
    const { process } = await register();
    const draft = await newDraft(database.pool);
    await database.pool.query(`${change} where key = app_private.alarm_key($1)`, [draft.draftId]);
    expect((await tick(process)).unarmed).toEqual([]);
    await setDeadline(database.pool, draft.draftId, 2);
    const ticked = await tick(process);
    expect(ticked.unarmed).toEqual([draft.draftId]);
    await repair(ticked);
    await expectOneAlarm(draft);
    expect((await tick(process)).unarmed).toEqual([]);
  });

  it('is left alone while a worker has its job locked, and set anew when that takes too long', async () => {
    const { process } = await register();
    const draft = await newDraft(database.pool);
    const old = await lockAlarm(draft, 'pool-at-work');
    await setDeadline(database.pool, draft.draftId, -1);
    expect((await tick(process)).unarmed).toEqual([]);
    await setDeadline(database.pool, draft.draftId, -6);
    await repair(await tick(process));
    expect(await expectOneAlarm(draft)).not.toBe(old);
  });
});

describe('a worker that is killed with -9', () => {
  it('has its drafts and jobs taken over by another', async () => {
    await withWorkers(database.url, 2, async ([killed]) => {
      await until(async () => ((await numbers()).length === 2 ? true : undefined));
      const draft = await newDraft(database.pool, { secondsPerPick: 0.5, teams: 2, rounds: 5 });
      await untilAll(database.pool, [draft.draftId], 'current_pick > 2');
      killed?.child.kill('SIGKILL');
      await untilAll(database.pool, [draft.draftId], `state = 'COMPLETED'`);
      await until(async () => ((await numbers()).length === 1 ? true : undefined));
    }).catch((error: unknown) => {
      // The killed one did not end as it was asked to; everything else must hold.
      if (!String(error).includes('SIGKILL')) throw error;
    });
    expect(await wronglyArmed(database.pool)).toEqual([]);
  });
});
