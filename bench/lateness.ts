import { setTimeout as sleep } from 'node:timers/promises';
import type { ConnectionPool } from '../src/database/connect.ts';
import { addCompany, type Company, NOBODY } from './company.ts';
import { measureFloor } from './floor.ts';
import { timeThere } from './going_on.ts';
import { measureCpu } from './machine.ts';
import { countNotifies } from './notifies.ts';
import type { Figures } from './report.ts';
import { rulesFor } from './rules.ts';
import type { Bench, BenchOptions, Scene } from './scene.ts';
import { seedDrafts } from './seed.ts';
import { percentiles, round } from './statistics.ts';
import { Workers } from './workers.ts';

const WITHIN_MS = 100;
/** What counts begins so long before the first deadline. */
const LEAD_SECONDS = 3;
/** Moving the deadlines of so many drafts, and tidying up behind it, takes less than a second, and one more, on a slow machine. */
const MOVED_PER_SECOND = 3_000;
const PROGRESS_EVERY_MS = 200;
const MICROSECONDS_PER_SECOND = 1_000_000;

/** How late picks are when deadlines fall due evenly: so many drafts in progress, so many deadlines a second. */
export const lateness: Bench = { drafts: 10_000, seconds: 30, run };

async function run(scene: Scene): Promise<Figures> {
  await seedForLateness(scene);
  const company = await addCompany(scene);
  const found = await measureLateness(scene, company);
  const floor = await measureFloor(scene);
  const { database_us_per_pick: ours } = found;
  const { database_us_per_pick: least } = floor;
  return {
    ...found,
    floor,
    times_floor_cpu: typeof ours === 'number' && least !== null ? round(ours / least) : null,
  };
}

/** Drafts whose clocks last so long that the rate stays the same. */
export async function seedForLateness({ db, kind, options, progress }: Scene): Promise<void> {
  const { drafts, rate, rules } = options;
  const clock = drafts / rate;
  const time = rules ? rulesFor(clock) : {};
  await seedDrafts(db, {
    drafts,
    secondsPerPick: clock - (time.bankSeconds ?? 0),
    time,
    atPick: 1,
    dueIn: { first: 3600, step: 1 / rate },
    onProgress: (made) => progress(`${kind}: drafts`, made, drafts),
  });
}

/** Lets deadlines fall due on drafts that are there, and watches. */
export async function measureLateness(
  { db, url, kind, options, progress }: Scene,
  company: Company = NOBODY,
): Promise<Figures> {
  const { seconds, warmUp } = options;
  const total = LEAD_SECONDS + warmUp + seconds;
  const workers = await Workers.start(kind, url, options.workers, company);
  const startAt = await dueFromNow(db, options);
  const from = startAt + warmUp * 1_000;
  const until = from + seconds * 1_000;
  const cpu = await measureCpu(db);
  const before = await workers.used();
  const notifies = await countNotifies(url);
  for (let waited = 0; waited < total * 1_000; waited += PROGRESS_EVERY_MS) {
    await sleep(PROGRESS_EVERY_MS);
    progress(`${kind}: seconds`, Math.min(total, waited / 1_000), total);
  }
  const notifiesPerSecond = await notifies();
  const after = await workers.used();
  const workerSeconds = after.cpuSeconds - before.cpuSeconds;
  const notPicked = await overdue(db, from, until);
  const shares = await cpu(workerSeconds);
  await workers.stop();

  const counted = workers.picks.filter(
    ({ at, latenessMs }) => at - latenessMs >= from && at - latenessMs < until,
  );
  const duringIt = workers.picksOfCompany.filter(({ at }) => at >= from && at < until);
  const late = [...counted.map((pick) => pick.latenessMs), ...notPicked];
  return {
    lateness_ms: percentiles(late),
    within_100ms:
      Math.round((late.filter((ms) => ms <= WITHIN_MS).length / Math.max(1, late.length)) * 1e5) / 1e5,
    // Measured in milliseconds cut off: what is less than one early may be in time.
    early: counted.filter(({ latenessMs }) => latenessMs < -1).length,
    picks: counted.length,
    ...(company.draftIds.length === 0
      ? {}
      : {
          company: {
            picks: duringIt.length,
            lateness_ms: percentiles(duringIt.map((pick) => pick.latenessMs)),
          },
        }),
    not_picked: notPicked.length,
    cpu_seconds: { workers: round(workerSeconds), database: shares && round(shares.database) },
    // Everything the database did in that time, ticks and preparing included.
    database_us_per_pick:
      shares && round((shares.database * MICROSECONDS_PER_SECOND) / Math.max(1, workers.picks.length)),
    cpu_share_of_others: shares && round(shares.others),
    seconds_measured: total,
    queries_per_second: round((after.queries - before.queries) / total),
    notifies_per_second: round(notifiesPerSecond),
    rings: workers.rings,
    empty_rings: workers.emptyRings,
    drafts_asked_for: workers.asked,
    clock_error_ms: round(workers.clockErrorMs),
  };
}

/**
 * Lets the deadlines begin, and the jobs with them: the first a few seconds from the moment this answers, the others evenly
 * behind it. What the move itself leaves behind is cleared away before, as it would be by then in a service that runs.
 *
 * @returns when the first is due, in milliseconds since 1970 on the database's clock
 */
export async function dueFromNow(
  db: ConnectionPool,
  { drafts, rate }: Pick<BenchOptions, 'drafts' | 'rate'>,
): Promise<number> {
  const { rows } = await db.query<{ start: number }>(
    `with start as (select clock_timestamp() + make_interval(secs => $1::float8) as at),
     numbered as (select id, job_id, row_number() over (order by next_deadline) - 1 as place from app_public.drafts
        where not is_preview),
     moved as (
       update app_public.drafts d
          set next_deadline = start.at + make_interval(secs => numbered.place / $2::float8),
              deadline = start.at + make_interval(secs => numbered.place / $2::float8) - (d.next_deadline - d.deadline),
              clock_ends_at = start.at + make_interval(secs => numbered.place / $2::float8) - (d.next_deadline - d.clock_ends_at)
         from numbered, start where d.id = numbered.id
       returning d.job_id, d.next_deadline
     ),
     jobs as (
       update graphile_worker._private_jobs j set run_at = moved.next_deadline from moved where j.id = moved.job_id
     )
     select extract(epoch from at)::float8 * 1000 as start from start`,
    [LEAD_SECONDS + 1 + drafts / MOVED_PER_SECOND, rate],
  );
  const startAt = rows[0]?.start ?? 0;
  await db.query('vacuum analyze app_public.drafts, graphile_worker._private_jobs');
  const left = startAt - LEAD_SECONDS * 1_000 - (await timeThere(db)) * 1_000;
  if (left < 0) throw new Error('Moving the deadlines took too long: some would be due already');
  await sleep(left);
  return startAt;
}

/** How late those are by now that nobody picked for: they count as late by what has passed. */
async function overdue(db: ConnectionPool, from: number, until: number): Promise<number[]> {
  const { rows } = await db.query<{ late: number }>(
    `select extract(epoch from clock_timestamp() - next_deadline)::float8 * 1000 as late from app_public.drafts
      where state = 'IN_PROGRESS' and not is_preview and next_deadline <= clock_timestamp()
        and next_deadline >= to_timestamp($1 / 1000.0) and next_deadline < to_timestamp($2 / 1000.0)`,
    [from, until],
  );
  return rows.map((row) => row.late);
}
