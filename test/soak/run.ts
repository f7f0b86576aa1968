import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Progress } from '../../bench/scene.ts';
import { type ConnectionPool, createConnectionPool, endConnectionPool } from '../../src/database/connect.ts';
import { Crowd } from '../chaos/crowd.ts';
import { ChaosDatabase } from '../chaos/database.ts';
import { Fleet } from '../chaos/fleet.ts';
import { createLeagues } from '../chaos/leagues.ts';
import { pick } from '../chaos/people/pick.ts';
import { randomFrom } from '../chaos/random.ts';
import { silentLog } from '../support/silent_log.ts';
import { type Sample, seriesOf, takeSamples } from './samples.ts';
import { judge, type SeriesVerdict } from './series.ts';

const WORKER = ['bin/draft-orchestrator.mjs', 'worker'];
/** A draft of half a minute or so: what is kept of one is soon as much as it will ever be. */
const KINDS = [
  { teams: 4, rounds: 6, secondsPerPick: 2 },
  { teams: 2, rounds: 10, secondsPerPick: 1.5 },
];
/** Drafts that are over are removed after so long, as somebody would who keeps them elsewhere. */
const KEPT_SECONDS = 20;

export interface SoakOptions {
  readonly minutes: number;
  readonly drafts: number;
  readonly sampleEverySeconds: number;
}

/** What a soak found. */
export interface SoakReport {
  readonly verdicts: readonly SeriesVerdict[];
  readonly picks: number;
  readonly seconds: number;
  /** What makes a flat figure worth nothing: a process that began anew, a time without picks, events out of order. */
  readonly troubles: readonly string[];
}

/**
 * Plays drafts at a steady rate with two workers and a server, each draft that ends followed by another, and looks at everything
 * that could grow. Drafts that are over are removed a while later, so that a service that leaks nothing stays as it is. Nothing
 * breaks here: whatever grows, leaks.
 */
export async function soak(options: SoakOptions, progress: Progress): Promise<SoakReport> {
  const folder = await mkdtemp(join(tmpdir(), 'draft-orchestrator-soak-'));
  // As root the server runs as another user, who must be able to enter.
  await chmod(folder, 0o755);
  // Ports are drawn from it: two runs at once must not draw the same.
  const random = randomFrom(process.pid);
  const database = await ChaosDatabase.start(folder, random);
  const db = createConnectionPool(database.url, { max: 4, applicationName: 'soak', log: silentLog });
  let fleet: Fleet | null = null;
  try {
    const leagues = await createLeagues(db, 1, KINDS);
    fleet = await Fleet.start(database, random, {
      workers: 2,
      servers: 1,
      workerProgram: WORKER,
      logFolder: folder,
      clocksAreRight: true,
    });
    const { urls, secret } = fleet;
    const crowd = await Crowd.gather(
      { leagues, urls, secret, random, habits: [pick] },
      options.drafts,
      (open) => progress('drafts', open, options.drafts),
    );
    const startedAt = performance.now();
    const picksBefore = crowd.picks;
    const { rounds, standstills } = await watch(db, fleet.metricsUrls, crowd, options, progress);
    const picks = crowd.picks - picksBefore;
    const seconds = (performance.now() - startedAt) / 1_000;
    crowd.close();
    await crowd.seeOff(new Map(), 0);
    const crashes = fleet.processes.flatMap((one) => one.crashes);
    const disorder = [...crowd.followers.values()].flatMap((follower) => follower.disorder);
    const troubles = [...crashes, ...standstills, ...disorder];
    return { verdicts: seriesOf(rounds).map(judge), picks, seconds, troubles };
  } finally {
    await fleet?.end();
    await endConnectionPool(db);
    await database.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function watch(
  db: ConnectionPool,
  processes: ReadonlyMap<string, string>,
  crowd: Crowd,
  { minutes, sampleEverySeconds }: SoakOptions,
  progress: Progress,
): Promise<{ rounds: Sample[][]; standstills: string[] }> {
  const rounds: Sample[][] = [];
  const standstills: string[] = [];
  let { picks } = crowd;
  const count = Math.ceil((minutes * 60) / sampleEverySeconds);
  while (rounds.length < count) {
    await sleep(sampleEverySeconds * 1_000);
    await db.query(
      `delete from app_public.drafts where ended_at < clock_timestamp() - make_interval(secs => $1)`,
      [KEPT_SECONDS],
    );
    rounds.push(await takeSamples(db, processes));
    if (crowd.picks === picks) standstills.push(`nobody picked before sample ${rounds.length}`);
    picks = crowd.picks;
    progress('samples', rounds.length, count);
  }
  return { rounds, standstills };
}
