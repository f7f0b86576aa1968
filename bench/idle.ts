import { setTimeout as sleep } from 'node:timers/promises';
import { measureCpu } from './machine.ts';
import type { Figures } from './report.ts';
import type { Bench, Scene } from './scene.ts';
import { seedDrafts } from './seed.ts';
import { round } from './statistics.ts';
import { Workers } from './workers.ts';

/** Further away than any look ahead. */
const DUE_IN_SECONDS = 3_600;
const PROGRESS_EVERY_MS = 200;

/** What waiting costs: so many drafts in progress, none of them due. */
export const idle: Bench = { drafts: 10_000, seconds: 10, run };

async function run(scene: Scene): Promise<Figures> {
  const { drafts } = scene.options;
  await seedDrafts(scene.db, {
    drafts,
    secondsPerPick: DUE_IN_SECONDS,
    atPick: 1,
    dueIn: { first: DUE_IN_SECONDS, step: 0 },
    onProgress: (made) => scene.progress('drafts', made, drafts),
  });
  return measureIdle(scene);
}

/** Puts every deadline far away and watches. */
export async function measureIdle({ db, url, kind, options, progress }: Scene): Promise<Figures> {
  const { seconds, warmUp } = options;
  await db.query(
    `with moved as (
       update app_public.drafts set next_deadline = clock_timestamp() + make_interval(secs => $1)
        where state = 'IN_PROGRESS' returning job_id, next_deadline
     )
     update graphile_worker._private_jobs j set run_at = moved.next_deadline from moved where j.id = moved.job_id`,
    [DUE_IN_SECONDS],
  );
  await db.query('vacuum analyze');
  const workers = await Workers.start(kind, url, options.workers);
  await sleep(warmUp * 1_000);
  const before = await workers.used();
  const cpu = await measureCpu(db);
  for (let waited = 0; waited < seconds * 1_000; waited += PROGRESS_EVERY_MS) {
    await sleep(PROGRESS_EVERY_MS);
    progress('seconds', waited / 1_000, seconds);
  }
  const after = await workers.used();
  const workerSeconds = after.cpuSeconds - before.cpuSeconds;
  const shares = await cpu(workerSeconds);
  await workers.stop();
  return {
    queries_per_second_per_process: round((after.queries - before.queries) / seconds / options.workers),
    cpu_cores: {
      workers: round(workerSeconds / seconds),
      database: shares && round(shares.database / seconds),
    },
    cpu_share_of_others: shares && round(shares.others),
  };
}
