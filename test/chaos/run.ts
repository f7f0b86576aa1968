import { setTimeout as sleep } from 'node:timers/promises';
import type { Progress } from '../../bench/scene.ts';
import type { ConnectionPool } from '../../src/database/connect.ts';
import { FormerRelease } from '../support/former_release.ts';
import { checkPeople } from './checks/people.ts';
import { checkProcesses } from './checks/processes.ts';
import { checkPunctual } from './checks/punctual.ts';
import { checkReleases } from './checks/releases.ts';
import { checkResting } from './checks/resting.ts';
import { type Verdict, verdict } from './checks/verdict.ts';
import { Crowd } from './crowd.ts';
import type { Replication } from './database_pair.ts';
import { evidenceOf } from './evidence.ts';
import { onDemand } from './faults/deck.ts';
import { type Happened, waitsOf } from './lateness.ts';
import { createLeagues } from './leagues.ts';
import { everyHabit } from './people/habits.ts';
import { type Planned, plan } from './plan.ts';
import { randomFrom } from './random.ts';
import type { ChaosReport } from './report.ts';
import type { Fault, Scene } from './scene.ts';
import { bringToRest, letPass, onStage } from './stage.ts';

const WORKER = ['bin/draft-orchestrator.mjs', 'worker'];
const WORKER_WITHOUT_RECONCILER = ['test/chaos/worker_without_reconciler.ts'];
const CONNECTIONS = 6;
/** A change of a manager is an event in every draft of the team: so many leagues share the drafts. */
const LEAGUES = 6;
/** A fault lasts at most this share of the time there is for faults. */
const LONGEST_SHARE = 1 / 3;
/** Drafts of which a failed check shows everything. */
const SHOWN = 3;

export interface ChaosOptions {
  readonly seed: number;
  /** For how long faults happen. */
  readonly minutes: number;
  readonly drafts: number;
  readonly workers: number;
  readonly servers: number;
  /** After the last fault: the service recovers in this time. */
  readonly quietSeconds: number;
  readonly faults: readonly Fault[];
  /** Of the standby that there is where a primary may fail. */
  readonly replication: Replication;
  /** A tag or a commit: every second process is of that release, the last one, on the schema of this one; null: all are of this one. */
  readonly former: string | null;
  /** A negative control: lost alarms are not repaired, and the run must fail. */
  readonly withoutReconciler: boolean;
}

/** Plays drafts while faults are injected, waits until the service has recovered, and judges what is left. */
export async function runChaos(
  options: ChaosOptions,
  progress: Progress,
  signal?: AbortSignal,
): Promise<ChaosReport> {
  const random = randomFrom(options.seed);
  const workerProgram = options.withoutReconciler ? WORKER_WITHOUT_RECONCILER : WORKER;
  const former = options.former === null ? null : new FormerRelease(options.former);
  const ended = onStage<Omit<ChaosReport, 'logFolder'>>(
    {
      former,
      ...{ name: 'chaos', connections: CONNECTIONS, random },
      replication: options.faults.some((fault) => onDemand.includes(fault)) ? options.replication : null,
      ...(signal ? { signal } : {}),
      keepsLogs: ({ verdicts }) => !verdicts.every((one) => one.holds),
    },
    async ({ database, db, startFleet }) => {
      const leagues = await createLeagues(db, LEAGUES);
      const fleet = await startFleet({ ...options, workerProgram, formerRoot: former?.root ?? null });
      const { urls, secret } = fleet;
      const crowd = await Crowd.gather(
        { leagues, urls, secret, random, habits: everyHabit, managersChange: true },
        options.drafts,
        (open) => progress('drafts', open, options.drafts),
      );
      return play({ database, db, fleet, crowd }, options, progress);
    },
  );
  return ended.finally(() => former?.remove());
}

async function play(
  players: Pick<Scene, 'database' | 'db' | 'fleet' | 'crowd'>,
  options: ChaosOptions,
  progress: Progress,
): Promise<Omit<ChaosReport, 'logFolder'>> {
  const { db, fleet, crowd } = players;
  const lastingMs = options.minutes * 60_000;
  const violations: string[] = [];
  const ending = new AbortController();
  const longestMs = lastingMs * LONGEST_SHARE;
  const scene = { ...players, violations, longestMs, signal: ending.signal };
  const setbacks = plan(options.seed, lastingMs, options.faults);
  const startedAt = performance.now();
  const [injured] = await Promise.all([
    Promise.all(setbacks.map((planned) => carryOut(planned, scene))),
    letPass(lastingMs, 'faults', progress).then(() => ending.abort()),
  ]);
  const happened = injured.filter((fault) => fault !== null);
  await fleet.untilReady();
  await letPass(options.quietSeconds * 1_000, 'quiet', progress);

  const releases = options.former === null ? [] : [await checkReleases(fleet)];
  const { remains, verdicts: rest, wrongEnds } = await bringToRest(players, options.workers);
  // Only after the servers have stopped is no request under way any more, not even one whose client gave up.
  const people = await checkPeople(db, remains, crowd.notes);
  const waits = [...remains.events].flatMap(([draftId, history]) => waitsOf(draftId, history));
  const verdicts = [
    ...releases,
    ...rest,
    ...checkResting(remains, crowd, waits),
    ...people,
    ...checkPunctual(waits, happened, options.seed),
    checkProcesses(wrongEnds, fleet.processes.length),
    verdict(
      'late completions took no alarm away',
      violations.map((what) => ({ draftId: null, what })),
      `${violations.length} did`,
    ),
  ];
  return {
    options,
    verdicts,
    faults: happened,
    waits,
    answers: crowd.notes.picks,
    picks: [...remains.events.values()].flat().filter(({ kind }) => kind === 'PICKED').length,
    wrongClocks: fleet.wrongClocks,
    seconds: (performance.now() - startedAt) / 1_000,
    evidence: await evidence(db, verdicts),
  };
}

/** Does what was planned, when it was planned. Null where nothing came of it. */
async function carryOut({ fault, at, seed }: Planned, scene: Scene): Promise<Happened | null> {
  await sleep(at);
  const from = Date.now();
  const injury = await fault.inject(scene, randomFrom(seed));
  const { name, counted } = fault;
  if (injury === null) return null;
  return {
    name,
    counted,
    count: injury.count ?? 1,
    what: injury.what,
    from: injury.from ?? from,
    to: Date.now(),
  };
}

async function evidence(db: ConnectionPool, verdicts: readonly Verdict[]): Promise<string[]> {
  const drafts = new Set(
    verdicts.flatMap(({ offences }) => offences.slice(0, SHOWN).flatMap(({ draftId }) => draftId ?? [])),
  );
  return Promise.all([...drafts].map((draftId) => evidenceOf(db, draftId)));
}
