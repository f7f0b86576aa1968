import { setTimeout as sleep } from 'node:timers/promises';
import type { ConnectionPool } from '../src/database/connect.ts';
import { measureFloor } from './floor.ts';
import type { Figures } from './report.ts';
import type { Bench, Scene } from './scene.ts';
import { seedDrafts } from './seed.ts';
import { percentiles, round } from './statistics.ts';
import { Workers } from './workers.ts';

/** Mid-draft: 90 players are gone from each board, and rosters are half full. */
const AT_PICK = 91;
const LEAD_SECONDS = 3;
const LOOK_EVERY_MS = 20;
/** Long enough that no draft is due twice within a herd. */
const SECONDS_PER_PICK = 3_600;

/**
 * How long it takes until all drafts are picked for whose deadlines are one and the same instant: cold, with workers that have
 * never seen these drafts, and again warm.
 */
export const herd: Bench = { drafts: 10_000, seconds: 0, run };

async function run(scene: Scene): Promise<Figures> {
  const { db, url, kind, options, progress } = scene;
  const { drafts } = options;
  await seedDrafts(db, {
    drafts,
    secondsPerPick: SECONDS_PER_PICK,
    atPick: AT_PICK,
    dueIn: { first: SECONDS_PER_PICK, step: 0 },
    onProgress: (made) => progress(`${kind}: drafts`, made, drafts),
  });
  const workers = await Workers.start(kind, url, options.workers);
  const drain = async (what: string) => {
    const before = workers.picks.length;
    await dueAtOnce(db);
    while (workers.picks.length < before + drafts) {
      await sleep(LOOK_EVERY_MS);
      progress(`${kind}: ${what}`, workers.picks.length - before, drafts);
    }
    return workers.picks.slice(before).map((pick) => pick.latenessMs);
  };
  const cold = percentiles(await drain('cold'));
  const warm = percentiles(await drain('warm'));
  await workers.stop();
  const picksPerSecond = round(drafts / (warm.max / 1_000));
  const floor = await measureFloor(scene);
  return {
    drained_ms_cold: cold.max,
    drained_ms: warm.max,
    picks_per_second: picksPerSecond,
    lateness_ms: warm,
    rings: workers.rings,
    empty_rings: workers.emptyRings,
    drafts_asked_for: workers.asked,
    floor,
    // Picks of the clock come in sets, the floor's one by one: this is above 1.
    times_floor: round(picksPerSecond / floor.picks_per_second),
  };
}

async function dueAtOnce(db: ConnectionPool): Promise<void> {
  await db.query(
    `with instant as (select clock_timestamp() + make_interval(secs => $1::float8) as at),
     moved as (
       update app_public.drafts d set next_deadline = instant.at from instant where d.state = 'IN_PROGRESS'
       returning d.job_id, d.next_deadline
     )
     update graphile_worker._private_jobs j set run_at = moved.next_deadline from moved where j.id = moved.job_id`,
    [LEAD_SECONDS],
  );
}
