import { randomBytes } from 'node:crypto';
import type { DraftClient } from '../../client/draft_client.ts';
import { mintToken } from '../api/identity/own_tokens.ts';
import { countAlarms } from '../database/alarms.ts';
import { type ConnectionPool, createConnectionPool, endConnectionPool } from '../database/connect.ts';
import { readPickMakers } from '../database/demo_reads.ts';
import { readEvents } from '../database/events.ts';
import { cancelDraft, readDraftNow } from '../database/life_cycle.ts';
import { readBoard } from '../database/picks.ts';
import { standardRoster } from '../draft/roster_slots.ts';
import { openDraft } from '../orchestrator/open_draft.ts';
import { createLog } from '../telemetry/log.ts';
import { LEAGUE, type Role } from './cast.ts';
import { checkAll } from './checks.ts';
import { chooseView } from './choose_view.ts';
import { clientOf } from './client.ts';
import { DemoStopped } from './demo_stopped.ts';
import { PAUSE_SECONDS } from './director.ts';
import { playDraft, type Witnessed } from './play.ts';
import { Crew } from './processes.ts';
import type { Remains } from './remains.ts';
import { report } from './report.ts';
import { type Stage, setStage } from './stage.ts';

const CONNECTIONS = 3;
const SECRET_BYTES = 32;
const TOKEN_SECONDS = 3_600;
const MOST_SECONDS = 90;
/** More than any draft of the demo has. */
const MOST_EVENTS = 10_000;
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** How large the demo is; default: the whole one. */
export interface DemoOptions {
  readonly roles?: readonly Role[];
  readonly rounds?: number;
  readonly secondsPerPick?: number;
  /** It gives up when it takes longer. */
  readonly mostSeconds?: number;
}

/** What every part of the demo works with. */
interface Scenery {
  readonly db: ConnectionPool;
  readonly crew: Crew;
  readonly stopping: AbortController;
  readonly say: (line: string) => void;
  readonly size: Required<DemoOptions>;
}

/**
 * Plays a whole draft on a migrated database, with a server and workers of its own, shows it, checks every promise on what
 * is left, and answers whether all of them held. What it creates is ordinary data, so it can be played again. However it ends,
 * none of its processes is left.
 */
export async function playDemo(
  databaseUrl: string,
  say: (line: string) => void,
  options: DemoOptions = {},
): Promise<boolean> {
  const size = { roles: LEAGUE, rounds: 15, secondsPerPick: 0.35, mostSeconds: MOST_SECONDS, ...options };
  const stopping = new AbortController();
  const stop = (why: string) => stopping.abort(new DemoStopped(why));
  const interrupted = (signal: string) => stop(`Stopped by ${signal}.`);
  for (const signal of SIGNALS) process.on(signal, interrupted);
  const tooLong = setTimeout(
    stop,
    size.mostSeconds * 1_000,
    `It took longer than ${size.mostSeconds} seconds.`,
  );
  const log = createLog('warn');
  const db = createConnectionPool(databaseUrl, {
    max: CONNECTIONS,
    applicationName: 'draft-orchestrator demo',
    log,
  });
  const crew = new Crew(databaseUrl, stopping);
  try {
    return await playAndJudge({ db, crew, stopping, say, size });
  } catch (error) {
    const cause: unknown = stopping.signal.aborted ? stopping.signal.reason : error;
    if (!(cause instanceof DemoStopped)) throw cause;
    say(`\n ${cause.message}`);
    return false;
  } finally {
    clearTimeout(tooLong);
    await crew.stop();
    await endConnectionPool(db);
    for (const signal of SIGNALS) process.off(signal, interrupted);
  }
}

async function playAndJudge(scenery: Scenery): Promise<boolean> {
  const { db, stopping, say, size } = scenery;
  const { roles, rounds, secondsPerPick } = size;
  const startedAt = performance.now();
  say(` ${roles.length} teams, ${rounds} rounds, ${secondsPerPick} seconds a pick`);
  const stage = await setStage(db, roles, rounds, secondsPerPick);
  const witnessed = await play(scenery, stage);
  const remains = await readRemains(scenery, stage, witnessed);
  stopping.signal.throwIfAborted();
  return report(
    {
      checks: checkAll(remains),
      events: remains.events,
      outage: witnessed.outage,
      seconds: (performance.now() - startedAt) / 1_000,
    },
    say,
  );
}

/** A draft that was not played to its end is cancelled, or the next worker would pick for it. */
async function play(scenery: Scenery, stage: Stage): Promise<Witnessed> {
  const { db, crew, stopping, say, size } = scenery;
  const { roles, rounds, secondsPerPick } = size;
  const { draftId, players } = stage;
  const commissioner = { kind: 'USER', userId: stage.commissionerId } as const;
  const secret = randomBytes(SECRET_BYTES).toString('hex');
  const view = chooseView({ roles, rounds, players, say, now: await databaseClock(db, draftId) });
  try {
    const [url] = await Promise.all([crew.startServer(secret), crew.startWorker()]);
    const clients = await clientsOf(stage, url, secret);
    const open = async () => void (await openDraft(db, draftId, commissioner));
    const picks = roles.length * rounds;
    const props = { db, crew, stage, stopping, view, ...clients, picks, secondsPerPick };
    const witnessed = await playDraft(props, open);
    await crew.stop('server');
    return witnessed;
  } catch (error) {
    stopping.abort(error);
    await crew.stop();
    await cancelDraft(db, draftId, commissioner).catch(() => undefined);
    throw error;
  } finally {
    view.close();
  }
}

/** A clock that gives the database's time in milliseconds without a query each time. */
async function databaseClock(db: ConnectionPool, draftId: string): Promise<() => number> {
  const asked = performance.now();
  const { at } = await readDraftNow(db, draftId);
  const offset = at.getTime() - (asked + performance.now()) / 2;
  return () => performance.now() + offset;
}

async function clientsOf({ commissionerId, members }: Stage, url: string, secret: string) {
  const clientFor = async (userId: string) =>
    clientOf(url, await mintToken(secret, { userId, isOperator: false }, TOKEN_SECONDS));
  const managers = new Map<string, DraftClient>();
  for (const { teamId, managerId } of members.values()) managers.set(teamId, await clientFor(managerId));
  return { commissioner: await clientFor(commissionerId), managers };
}

async function readRemains(
  { db, crew, size }: Scenery,
  stage: Stage,
  witnessed: Witnessed,
): Promise<Remains> {
  const { draftId, members, players, queued } = stage;
  const byId = new Map(players.map((player) => [player.id, player]));
  return {
    now: await readDraftNow(db, draftId),
    events: await readEvents(db, draftId, 0, MOST_EVENTS),
    board: await readBoard(db, draftId),
    makers: await readPickMakers(db, draftId),
    alarms: await countAlarms(db, draftId),
    seen: witnessed.seen,
    locked: witnessed.locked,
    processEnds: crew.ends,
    picks: size.roles.length * size.rounds,
    pausedForSeconds: PAUSE_SECONDS,
    rosterSlots: standardRoster,
    playerOf: (id) => byId.get(id),
    members,
    queued,
  };
}
