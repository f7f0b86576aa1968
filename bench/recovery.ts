import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Pool } from '../src/database/connect.ts';
import { dueFromNow } from './lateness.ts';
import type { Figures } from './report.ts';
import type { Bench, Scene } from './scene.ts';
import { seedDrafts } from './seed.ts';
import { round } from './statistics.ts';

const PROGRAM = fileURLToPath(new URL('../src/main.ts', import.meta.url));
const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** Each draft comes round so often, so that there is always something due. */
const SECONDS_PER_PICK = 2;
/** Processes run for so long before one is killed: each draft was picked for, so that its deadline stands in its events. */
const STEADY_MS = 8_000;
/** Drafts that fell due so long after a kill are looked at; later ones have an owner that lives. */
const AFFECTED_SECONDS = 1;
/** Longer than any recovery should take. */
const WATCHED_MS = 5_000;
/** For how long nobody is there, when all were killed. */
const GONE_MS = 3_000;
/** Due soon, and locked by the process that is killed: as if it had just fetched their jobs. */
const LOCKED_DRAFTS = 20;

/** How soon drafts go on after kill -9 of the process that holds due work, and after kill -9 of all. */
export const recovery: Bench = { drafts: 200, seconds: 0, run };

async function run({ db, url, options, progress }: Scene): Promise<Figures> {
  const { drafts, runs } = options;
  await seedDrafts(db, {
    drafts,
    secondsPerPick: SECONDS_PER_PICK,
    atPick: 1,
    dueIn: { first: 3600, step: 0 },
    onProgress: (made) => progress('drafts', made, drafts),
  });
  // Giving time back is a policy; here its absence is measured: how soon picks go on.
  await db.query(`update app_private.pulse set most_returned = '0'`);
  let survivor = await startWorker(url);
  let victim = await startWorker(url);
  await dueFromNow(db, { drafts, rate: drafts / SECONDS_PER_PICK });

  const one: number[] = [];
  const all: number[] = [];
  const caughtUp: number[] = [];
  for (let done = 0; done < runs; done += 1) {
    progress('runs', done, runs);
    await sleep(STEADY_MS);
    one.push(await killOne(db, victim));
    await kill(survivor);
    await sleep(GONE_MS);
    const startedAt = await timeThere(db);
    survivor = await startWorker(url);
    await sleep(WATCHED_MS);
    const back = await picksSince(db, startedAt);
    all.push(back.first);
    caughtUp.push(back.overdueDone);
    victim = await startWorker(url);
  }
  await Promise.all([kill(survivor), kill(victim)]);
  return {
    one_killed: { seconds_to_next_pick: range(one) },
    all_killed: { seconds_to_next_pick: range(all), seconds_to_all_caught_up: range(caughtUp) },
    runs,
  };
}

/** Kills a process that holds due work. Answers after how many seconds the last draft concerned went on. */
async function killOne(db: Pool, victim: ChildProcess): Promise<number> {
  await db.query(
    `update graphile_worker._private_jobs job set locked_by = victim.pool, locked_at = now()
       from app_private.worker_processes victim
      where victim.name like '%:' || $1::text
        and job.id = any (array(
          select d.job_id from app_public.drafts d
           where d.state = 'IN_PROGRESS' and d.due_at > clock_timestamp() order by d.due_at limit $2
        ))`,
    [victim.pid, LOCKED_DRAFTS],
  );
  const killedAt = await timeThere(db);
  await kill(victim);
  await sleep(WATCHED_MS);
  const { rows } = await db.query<{ seconds: number }>(
    `select coalesce(max(extract(epoch from e.at - greatest(clock.deadline, to_timestamp($1)))), 0)::float8 as seconds
       from app_public.draft_events e
       join lateral (
         select (before.data ->> 'nextDeadline')::timestamptz as deadline
           from app_public.draft_events before
          where before.draft_id = e.draft_id and before.version = e.version - 1
       ) as clock on true
      where e.kind = 'PICKED' and e.at >= to_timestamp($1)
        and clock.deadline between to_timestamp($1) - interval '1 second'
                               and to_timestamp($1) + make_interval(secs => $2)`,
    [killedAt, AFFECTED_SECONDS],
  );
  const late = await overdueSince(db, killedAt);
  if (late > 0) throw new Error(`${late} drafts did not go on within ${WATCHED_MS} ms`);
  return rows[0]?.seconds ?? 0;
}

/** How many drafts that were due shortly after that time still wait. */
async function overdueSince(db: Pool, since: number): Promise<number> {
  const { rows } = await db.query<{ count: number }>(
    `select count(*)::integer as count from app_public.drafts d
      where d.state = 'IN_PROGRESS' and d.due_at <= to_timestamp($1) + make_interval(secs => $2)`,
    [since, AFFECTED_SECONDS],
  );
  return rows[0]?.count ?? 0;
}

/** Seconds from then to the first pick, and until the last draft that was overdue by then had its pick. */
async function picksSince(db: Pool, since: number): Promise<{ first: number; overdueDone: number }> {
  const { rows } = await db.query<{ first: number | null; overdueDone: number | null }>(
    `select extract(epoch from min(e.at) - to_timestamp($1))::float8 as first,
            extract(epoch from max(e.at) filter (
              where (before.data ->> 'nextDeadline')::timestamptz <= to_timestamp($1)
            ) - to_timestamp($1))::float8 as "overdueDone"
       from app_public.draft_events e
       join app_public.draft_events before on before.draft_id = e.draft_id and before.version = e.version - 1
      where e.kind = 'PICKED' and e.at >= to_timestamp($1)`,
    [since],
  );
  const { first = null, overdueDone = null } = rows[0] ?? {};
  if (first === null || overdueDone === null) throw new Error(`Nobody picked within ${WATCHED_MS} ms`);
  return { first, overdueDone };
}

/** The database's time, in seconds since 1970. */
async function timeThere(db: Pool): Promise<number> {
  const { rows } = await db.query<{ at: number }>(
    'select extract(epoch from clock_timestamp())::float8 as at',
  );
  return rows[0]?.at ?? 0;
}

/** Starts a worker process as an operator would, and waits until it keeps the time. */
async function startWorker(url: string): Promise<ChildProcess> {
  const { PATH = '', HOME = '' } = process.env;
  const env = { PATH, HOME, DATABASE_URL: url, GRAPHILE_ENV: 'production' };
  const child = spawn(process.execPath, [PROGRAM, 'worker'], {
    cwd: ROOT,
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  // The log goes on to be read: a full pipe would stop the process.
  const ready = new Promise<void>((resolve) => {
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      if (text.includes('This worker process picks')) resolve();
    });
  });
  await Promise.race([
    ready,
    once(child, 'exit').then(() => Promise.reject(new Error('a worker process ended'))),
  ]);
  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

function range(seconds: readonly number[]): Figures {
  const sorted = [...seconds].sort((a, b) => a - b);
  const at = (share: number) => round(sorted[Math.floor((sorted.length - 1) * share)] ?? 0);
  return { min: at(0), median: at(0.5), max: at(1) };
}
