import { setTimeout as sleep } from 'node:timers/promises';
import type { Progress } from '../../bench/scene.ts';
import type { ConnectionPool } from '../../src/database/connect.ts';
import { Crowd } from '../chaos/crowd.ts';
import { createLeagues } from '../chaos/leagues.ts';
import { pick } from '../chaos/people/pick.ts';
import { randomFrom } from '../chaos/random.ts';
import { onStage } from '../chaos/stage.ts';
import { type Sample, seriesOf, takeSamples } from './samples.ts';
import { judge, type SeriesVerdict } from './series.ts';

const WORKER = ['bin/draft-orchestrator.mjs', 'worker'];
const CONNECTIONS = 4;
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
  const random = randomFrom(process.pid);
  const { logFolder: _, ...report } = await onStage(
    { name: 'soak', connections: CONNECTIONS, random, keepsLogs: () => false },
    async ({ db, startFleet }) => {
      const leagues = await createLeagues(db, 1, KINDS);
      const fleet = await startFleet({ workers: 2, servers: 1, workerProgram: WORKER, clocksAreRight: true });
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
    },
  );
  return report;
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
