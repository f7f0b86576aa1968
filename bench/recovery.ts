import { setTimeout as sleep } from 'node:timers/promises';
import type { ConnectionPool } from '../src/database/connect.ts';
import { type CameBack, cameBack, timeThere, type WentOn, wentOn } from './going_on.ts';
import { dueFromNow } from './lateness.ts';
import { RealProcess } from './real_process.ts';
import type { Figures } from './report.ts';
import type { Bench, Scene } from './scene.ts';
import { seedDrafts } from './seed.ts';
import { round } from './statistics.ts';

/** Each draft comes round so often, so that there is always something due. */
const SECONDS_PER_PICK = 2;
/** Processes run for so long before one is killed: each draft was picked for, so that its deadline stands in its events. */
const STEADY_MS = 4_000;
/** Drafts that fall due so long after a kill are looked at; later ones have an owner that lives. */
const AFFECTED_SECONDS = 1;
/** For how long no process runs, when all were killed. */
const GONE_MS = 3_000;
/** Due soon, and locked by the process that is killed: as if it had just fetched their jobs. */
const LOCKED_DRAFTS = 20;
const LOOK_EVERY_MS = 250;
/** Far beyond what is promised: what takes longer is a failure, not a figure. */
const GIVE_UP_AFTER_MS = 30_000;

/** One run: how drafts went on when one process of two was killed, and when all were. */
interface Run {
  readonly one: WentOn;
  readonly all: CameBack;
}

/**
 * How soon drafts go on after kill -9 of the process that holds due work, and after kill -9 of all processes and the start of a
 * new one. Times are the database's, in seconds; the start of the new process counts from its command.
 */
export const recovery: Bench = { drafts: 200, seconds: 0, run };

async function run(scene: Scene): Promise<Figures> {
  const { runs } = scene.options;
  if (!Number.isInteger(runs) || runs < 1) throw new Error('--runs must be a whole number from 1 on');
  const done: Run[] = [];
  while (done.length < runs) {
    scene.progress('runs', done.length, runs);
    done.push(await runOnce(scene));
  }
  scene.progress('runs', runs, runs);
  return {
    one_killed: {
      seconds_to_next_pick: range(done.map(({ one }) => one.seconds)),
      drafts_concerned: range(done.map(({ one }) => one.drafts)),
    },
    all_killed: {
      seconds_to_next_pick: range(done.map(({ all }) => all.first)),
      seconds_to_all_caught_up: range(done.map(({ all }) => all.caughtUp)),
    },
    runs,
  };
}

/** Both kills, on drafts and processes of their own. */
async function runOnce({ db, url, options: { drafts } }: Scene): Promise<Run> {
  const dueIn = { first: 3600, step: 0 };
  const onProgress = () => undefined;
  await seedDrafts(db, { drafts, secondsPerPick: SECONDS_PER_PICK, atPick: 1, dueIn, onProgress });
  // Giving time back is a policy; here its absence is measured: how soon picks go on.
  await db.query(`update app_private.pulse set most_returned = '0'`);
  const workers: RealProcess[] = [];
  const start = async () => {
    const worker = await RealProcess.worker(url);
    workers.push(worker);
    return worker;
  };
  try {
    const survivor = await start();
    const victim = await start();
    await dueFromNow(db, { drafts, rate: drafts / SECONDS_PER_PICK });
    await sleep(SECONDS_PER_PICK * 1_000 + STEADY_MS);
    const one = await killOne(db, victim);
    await sleep(STEADY_MS);
    await survivor.kill();
    await sleep(GONE_MS);
    const startedAt = await timeThere(db);
    await start();
    return { one, all: await until('All drafts caught up', () => cameBack(db, startedAt)) };
  } finally {
    await Promise.all(workers.map((worker) => worker.end()));
  }
}

/** Kills a process that holds due work. */
async function killOne(db: ConnectionPool, victim: RealProcess): Promise<WentOn> {
  const others = await lockJobs(db, victim);
  const since = await timeThere(db);
  await victim.kill();
  const concerned = { since, until: since + AFFECTED_SECONDS, others };
  return until('Every draft went on', () => wentOn(db, concerned));
}

/** Locks the jobs that are due next, as their process would have. Answers whose they are. */
async function lockJobs(db: ConnectionPool, { pid }: RealProcess): Promise<string[]> {
  const { rows } = await db.query<{ draftId: string }>(
    `update graphile_worker._private_jobs job set locked_by = victim.pool, locked_at = now()
       from app_private.worker_processes victim
      where victim.name like '%:' || $1::text
        and job.id = any (array(
          select d.job_id from app_public.drafts d
           where d.state = 'IN_PROGRESS' and d.due_at > clock_timestamp() order by d.due_at limit $2
        ))
     returning job.payload ->> 'draftId' as "draftId"`,
    [pid, LOCKED_DRAFTS],
  );
  if (rows.length === 0) throw new Error('The process to be killed holds no work');
  return rows.map(({ draftId }) => draftId);
}

/** Looks again and again until there is an answer; throws when there is none for too long. */
async function until<T>(what: string, look: () => Promise<T | null>): Promise<T> {
  const giveUpAt = performance.now() + GIVE_UP_AFTER_MS;
  while (performance.now() < giveUpAt) {
    const answer = await look();
    if (answer !== null) return answer;
    await sleep(LOOK_EVERY_MS);
  }
  throw new Error(`Not true after ${GIVE_UP_AFTER_MS / 1_000} s: ${what}`);
}

function range(sample: readonly number[]): Figures {
  const sorted = sample.toSorted((a, b) => a - b);
  const at = (share: number) => round(sorted[Math.floor((sorted.length - 1) * share)] ?? 0);
  return { min: at(0), median: at(0.5), max: at(1) };
}
