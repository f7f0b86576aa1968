import { once } from 'node:events';
import { chmod, copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Progress } from '../../bench/scene.ts';
import { type ConnectionPool, createConnectionPool, endConnectionPool } from '../../src/database/connect.ts';
import type { FormerRelease } from '../support/former_release.ts';
import { silentLog } from '../support/silent_log.ts';
import { checkAfterwards, checkLiving } from './checks/living.ts';
import { type Remains, readRemains } from './checks/remains.ts';
import type { Verdict } from './checks/verdict.ts';
import type { Crowd } from './crowd.ts';
import { ChaosDatabase } from './database.ts';
import type { Replication } from './database_pair.ts';
import { Fleet, type FleetSize } from './fleet.ts';
import type { Random } from './random.ts';

/** What was said is seen by everybody within this time. */
const SEEN_WITHIN_MS = 15_000;
const PROGRESS_EVERY_MS = 250;
/** Drafts that have not changed for so long do not change any more; and so long it is waited for that. */
const UNCHANGED_MS = 1_000;
const CHANGES_WITHIN_MS = 30_000;

/** What a run has to itself: a PostgreSQL server, connections to it, and the processes that it starts. */
export interface Stage {
  readonly database: ChaosDatabase;
  /** Straight to the database, past every proxy. */
  readonly db: ConnectionPool;
  /** Starts the processes of the run; they write their logs into a folder of the run. */
  startFleet(size: Omit<FleetSize, 'logFolder'>): Promise<Fleet>;
}

export interface StageOptions<Report> {
  /** What the run calls itself in the names of its folder and of its connections. */
  readonly name: string;
  readonly connections: number;
  /** Ports are drawn from it: two runs at once must not draw the same. */
  readonly random: Random;
  /** The release before this one, which makes the schema first; null: nobody does. */
  readonly former?: FormerRelease | null;
  /** There is a standby, and how it follows; null: there is none. */
  readonly replication?: Replication | null;
  /** Ends the run with an error. */
  readonly signal?: AbortSignal;
  /** Whether the logs are worth keeping. */
  readonly keepsLogs: (report: Report) => boolean;
}

/**
 * Runs `play` on a stage of its own and removes everything afterwards, but for the logs of the processes and of PostgreSQL where
 * they are worth keeping: then `logFolder` says where they are; else it is null.
 */
export async function onStage<Report>(
  options: StageOptions<Report>,
  play: (stage: Stage) => Promise<Report>,
): Promise<Report & { logFolder: string | null }> {
  const { name, connections, random, replication = null, former = null, keepsLogs } = options;
  const { signal = new AbortController().signal } = options;
  const folder = await mkdtemp(join(tmpdir(), `draft-orchestrator-${name}-`));
  // As root the server runs as another user, who must be able to enter.
  await chmod(folder, 0o755);
  const logFolder = join(folder, 'logs');
  await mkdir(logFolder);
  const database = await ChaosDatabase.start(folder, random, replication, former);
  const db = createConnectionPool(database.url, {
    max: connections,
    applicationName: name,
    log: silentLog,
  });
  const fleets: Fleet[] = [];
  const startFleet = async (size: Omit<FleetSize, 'logFolder'>) => {
    const fleet = new Fleet();
    fleets.push(fleet);
    await fleet.start(database, random, { ...size, logFolder });
    return fleet;
  };
  let isKept = false;
  try {
    const stopped = once(signal, 'abort').then(() => Promise.reject(new Error('Stopped before its end')));
    const report = await Promise.race([play({ database, db, startFleet }), stopped]);
    isKept = keepsLogs(report);
    if (isKept) await copyFile(database.logFile, join(logFolder, 'postgres.log'));
    return { ...report, logFolder: isKept ? logFolder : null };
  } catch (error) {
    if (signal.aborted) throw error;
    isKept = true;
    throw new Error(`The run broke off. What its processes wrote: ${logFolder}`, { cause: error });
  } finally {
    await Promise.all(fleets.map((fleet) => fleet.end()));
    await endConnectionPool(db);
    await database.stop();
    if (!isKept) await rm(folder, { recursive: true, force: true });
  }
}

/** What is left when a run has come to rest. */
export interface Rest {
  readonly remains: Remains;
  /** Verdicts on the drafts while they were still played, and on what the workers left. */
  readonly verdicts: readonly Verdict[];
  /** How processes ended by themselves, or not as they were asked to. */
  readonly wrongEnds: readonly string[];
}

/**
 * Ends a run in order: looks at the drafts once more, lets nobody pick any more, stops the workers, waits until every follower has
 * seen every event, and stops the servers.
 * @param workers how many worker processes must be known
 */
export async function bringToRest(
  { db, fleet, crowd }: { db: ConnectionPool; fleet: Fleet; crowd: Crowd },
  workers: number,
): Promise<Rest> {
  const living = await checkLiving(db, workers);
  crowd.close();
  const stopped = await fleet.stop('worker');
  const afterwards = await checkAfterwards(db);
  await untilNothingChanges(db);
  const remains = await readRemains(db);
  await crowd.seeOff(new Map(remains.drafts.map(({ id, version }) => [id, version])), SEEN_WITHIN_MS);
  stopped.push(...(await fleet.stop('server')));
  const crashes = fleet.processes.flatMap((one) => one.crashes);
  return { remains, verdicts: [...living, ...afterwards], wrongEnds: [...crashes, ...stopped] };
}

/**
 * Waits until no draft has changed for a second. Whoever sent a request has given it up by now, and a server does what was sent
 * nevertheless: on a busy machine that takes a while.
 */
async function untilNothingChanges(db: ConnectionPool): Promise<void> {
  const giveUpAt = performance.now() + CHANGES_WITHIN_MS;
  let seen = -1;
  let since = performance.now();
  while (performance.now() - since < UNCHANGED_MS && performance.now() < giveUpAt) {
    const { rows } = await db.query<{ versions: number; working: number }>(
      `select coalesce(sum(version), 0)::integer as versions,
              (select count(*) from pg_stat_activity
                where datname = current_database() and application_name = 'draft-orchestrator api' and state <> 'idle')::integer as working
         from app_public.drafts`,
    );
    const { versions = 0, working = 0 } = rows[0] ?? {};
    if (working > 0 || versions !== seen) since = performance.now();
    seen = versions;
    await sleep(PROGRESS_EVERY_MS);
  }
}

/** Lets time pass, and says how much of it has passed. */
export async function letPass(ms: number, what: string, progress: Progress): Promise<void> {
  const startedAt = performance.now();
  for (let passed = 0; passed < ms; passed = performance.now() - startedAt) {
    progress(what, passed / 1_000, ms / 1_000);
    await sleep(Math.min(PROGRESS_EVERY_MS, ms - passed));
  }
}
