import { once } from 'node:events';
import { chmod, copyFile, mkdir, mkdtemp, rm, rmdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Progress } from '../../bench/scene.ts';
import { type ConnectionPool, createConnectionPool, endConnectionPool } from '../../src/database/connect.ts';
import { silentLog } from '../support/silent_log.ts';
import { checkAfterwards, checkLiving } from './checks/living.ts';
import { checkPeople } from './checks/people.ts';
import { checkPunctual } from './checks/punctual.ts';
import { readRemains } from './checks/remains.ts';
import { checkResting } from './checks/resting.ts';
import { type Verdict, verdict } from './checks/verdict.ts';
import { Crowd } from './crowd.ts';
import { ChaosDatabase } from './database.ts';
import { evidenceOf } from './evidence.ts';
import { Fleet } from './fleet.ts';
import { type Happened, waitsOf } from './lateness.ts';
import { createLeagues } from './leagues.ts';
import { everyHabit } from './people/habits.ts';
import { type Planned, plan } from './plan.ts';
import { randomFrom } from './random.ts';
import type { ChaosReport } from './report.ts';
import type { Fault, Scene } from './scene.ts';

const WORKER = ['bin/draft-orchestrator.mjs', 'worker'];
const WORKER_WITHOUT_RECONCILER = ['test/chaos/worker_without_reconciler.ts'];
const CONNECTIONS = 6;
/** A change of a manager is told in every draft of a league: so many share them. */
const LEAGUES = 6;
/** A fault lasts at most this share of the time there is for faults. */
const LONGEST_SHARE = 1 / 3;
/** What was said is seen by everybody within this time. */
const SEEN_WITHIN_MS = 15_000;
const PROGRESS_EVERY_MS = 250;
/** Drafts of which a failed check shows everything. */
const SHOWN = 3;

export interface ChaosOptions {
  readonly seed: number;
  /** For how long faults happen. */
  readonly minutes: number;
  readonly drafts: number;
  readonly workers: number;
  readonly servers: number;
  /** After the last fault: everything heals in this time. */
  readonly quietSeconds: number;
  readonly faults: readonly Fault[];
  /** A negative control: nobody looks after alarms that are lost, and the run must fail. */
  readonly withoutReconciler: boolean;
}

/** Plays drafts while everything breaks, lets it heal, and judges what is left. */
export async function runChaos(
  options: ChaosOptions,
  progress: Progress,
  signal = new AbortController().signal,
): Promise<ChaosReport> {
  const folder = await mkdtemp(join(tmpdir(), 'draft-orchestrator-chaos-'));
  // As root the server runs as another user, who must be able to enter.
  await chmod(folder, 0o755);
  const logFolder = join(folder, 'logs');
  await mkdir(logFolder);
  const random = randomFrom(options.seed);
  const database = await ChaosDatabase.start(folder, random);
  const db = createConnectionPool(database.url, {
    max: CONNECTIONS,
    applicationName: 'chaos',
    log: silentLog,
  });
  let fleet: Fleet | null = null;
  try {
    const leagues = await createLeagues(db, LEAGUES);
    const workerProgram = options.withoutReconciler ? WORKER_WITHOUT_RECONCILER : WORKER;
    fleet = await Fleet.start(database, random, { ...options, workerProgram, logFolder });
    const { urls, secret } = fleet;
    const crowd = await Crowd.gather(
      { leagues, urls, secret, random, habits: everyHabit, managersChange: true },
      options.drafts,
      (open) => progress('drafts', open, options.drafts),
    );
    const stopped = once(signal, 'abort').then(() => Promise.reject(new Error('Stopped before its end')));
    const report = await Promise.race([play({ database, db, fleet, crowd }, options, progress), stopped]);
    const holds = report.verdicts.every((one) => one.holds);
    if (holds) await rm(logFolder, { recursive: true });
    else await copyFile(database.logFile, join(logFolder, 'postgres.log'));
    return { ...report, logFolder: holds ? null : logFolder };
  } finally {
    await fleet?.end();
    await endConnectionPool(db);
    await database.stop();
    // Where nothing was kept, it is empty.
    await rmdir(folder).catch(() => undefined);
  }
}

async function play(
  players: Pick<Scene, 'database' | 'db' | 'fleet' | 'crowd'>,
  options: ChaosOptions,
  progress: Progress,
): Promise<ChaosReport> {
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
    watch(lastingMs, 'faults', progress).then(() => ending.abort()),
  ]);
  const happened = injured.filter((fault) => fault !== null);
  await fleet.untilReady();
  await watch(options.quietSeconds * 1_000, 'quiet', progress);

  const living = await checkLiving(db, options.workers);
  crowd.close();
  const stopped = await fleet.stop('worker');
  const afterwards = await checkAfterwards(db);
  const remains = await readRemains(db);
  const versions = new Map(remains.drafts.map(({ id, version }) => [id, version]));
  await crowd.seeOff(versions, SEEN_WITHIN_MS);
  stopped.push(...(await fleet.stop('server')));
  // Only now nobody carries anything out any more, not even what nobody waits for.
  const people = await checkPeople(db, remains, crowd.notes);
  const crashes = fleet.processes.flatMap((one) => one.crashes);
  const waits = [...remains.events].flatMap(([draftId, history]) => waitsOf(draftId, history));
  const verdicts = [
    ...living,
    ...afterwards,
    ...checkResting(remains, crowd, waits),
    ...people,
    ...checkPunctual(waits, happened, options.seed),
    processesVerdict([...crashes, ...stopped], fleet.processes.length),
    verdict('late completions took no alarm away', violations.map(toOffence), `${violations.length} did`),
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
    logFolder: null,
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

async function watch(ms: number, what: string, progress: Progress): Promise<void> {
  const startedAt = performance.now();
  for (let passed = 0; passed < ms; passed = performance.now() - startedAt) {
    progress(what, passed / 1_000, ms / 1_000);
    await sleep(Math.min(PROGRESS_EVERY_MS, ms - passed));
  }
}

function processesVerdict(wrong: readonly string[], processes: number): Verdict {
  return verdict(
    'no process ended by itself while it worked, and each ended in order when it was asked to',
    wrong.map(toOffence),
    `${processes} processes`,
  );
}

function toOffence(what: string) {
  return { draftId: null, what };
}

async function evidence(db: ConnectionPool, verdicts: readonly Verdict[]): Promise<string[]> {
  const drafts = new Set(
    verdicts.flatMap(({ offences }) => offences.slice(0, SHOWN).flatMap(({ draftId }) => draftId ?? [])),
  );
  return Promise.all([...drafts].map((draftId) => evidenceOf(db, draftId)));
}
