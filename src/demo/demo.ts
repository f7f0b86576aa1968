import { randomBytes } from 'node:crypto';
import { styleText } from 'node:util';
import { mintToken } from '../api/viewer.ts';
import { createPool, endPool, type Pool } from '../database/connect.ts';
import { readBoard, readDraftNow, readEvents, readLeftJobs } from '../database/draft_history.ts';
import type { DraftEvent } from '../draft/events.ts';
import { standardRoster } from '../draft/roster_slots.ts';
import { openDraft } from '../orchestrator/open_draft.ts';
import { createLog } from '../telemetry/log.ts';
import { boardView, legend } from './board_view.ts';
import { LEAGUE, type Role } from './cast.ts';
import { type Check, checkAll } from './checks.ts';
import { Client } from './client.ts';
import { latenessOf, type Span } from './lateness.ts';
import { PAUSE_SECONDS, Play } from './play.ts';
import { type OwnProcess, startServerProcess, startWorkerProcess } from './processes.ts';
import { type Stage, setStage } from './stage.ts';

const CONNECTIONS = 3;
/** More than a draft of the demo can have. */
const MOST_EVENTS = 10_000;
const SECRET_BYTES = 32;
const TOKEN_SECONDS = 3_600;

/** How large the demo is; the whole one unless told otherwise. */
export interface DemoOptions {
  readonly roles?: readonly Role[];
  readonly rounds?: number;
  readonly secondsPerPick?: number;
}

type Say = (line: string) => void;

/**
 * Plays a whole draft on a migrated database, with a server and workers of its own, shows it, checks every promise on what
 * is left, and tells whether all of them held. What it creates is ordinary data, so it can be played again.
 */
export async function playDemo(databaseUrl: string, say: Say, options: DemoOptions = {}): Promise<boolean> {
  const { roles = LEAGUE, rounds = 15, secondsPerPick = 0.35 } = options;
  const db = createPool(databaseUrl, {
    max: CONNECTIONS,
    applicationName: 'draft-orchestrator demo',
    log: createLog('warn'),
  });
  const started: { kill(): void }[] = [];
  const killAll = () => started.map((process_) => process_.kill());
  process.once('SIGINT', killAll).once('SIGTERM', killAll);
  try {
    say(`${roles.length} teams, ${rounds} rounds, ${secondsPerPick} seconds a pick.  ${legend()}`);
    const stage = await setStage(db, roles, rounds, secondsPerPick);
    const secret = randomBytes(SECRET_BYTES).toString('hex');
    const server = await startServerProcess(databaseUrl, secret);
    started.push(server);
    const worker = await startWorkerProcess(databaseUrl);
    const playerOf = playersOf(stage);
    const play = new Play({
      db,
      databaseUrl,
      stage,
      view: boardView({ roles, playerOf, say }),
      ...(await clientsOf(stage, server.url, secret)),
      worker,
      secondsPerPick,
    });
    started.push(play);
    await openDraft(db, stage.draftId, { kind: 'USER', userId: stage.commissionerId });
    await play.run(roles.length * rounds);
    return await judge(db, stage, play, server, roles.length * rounds, say);
  } finally {
    killAll();
    process.off('SIGINT', killAll).off('SIGTERM', killAll);
    await endPool(db);
  }
}

function playersOf({ players }: Stage) {
  const byId = new Map(players.map((player) => [player.id, player]));
  return (id: number) => byId.get(id);
}

async function clientsOf({ commissionerId, members }: Stage, url: string, secret: string) {
  const clientOf = async (userId: string) =>
    new Client(url, await mintToken(secret, { userId, isOperator: false }, TOKEN_SECONDS));
  const managers = new Map<string, Client>();
  for (const { teamId, managerId } of members.values()) managers.set(teamId, await clientOf(managerId));
  return { commissioner: await clientOf(commissionerId), managers };
}

async function judge(
  db: Pool,
  stage: Stage,
  play: Play,
  server: OwnProcess,
  picks: number,
  say: Say,
): Promise<boolean> {
  const events = await readEvents(db, stage.draftId, 0, MOST_EVENTS);
  const serverEnd = await server.stop();
  const checks = checkAll({
    now: await readDraftNow(db, stage.draftId),
    events,
    seen: play.seen,
    board: await readBoard(db, stage.draftId),
    picks,
    rosterSlots: standardRoster,
    playOfTeam: new Map([...stage.members].map(([teamId, member]) => [teamId, member.play])),
    wishes: stage.wishes,
    playerOf: playersOf(stage),
    leftJobs: await readLeftJobs(db, stage.draftId),
    processEnds: [...play.workerEnds, serverEnd],
    pausedForSeconds: PAUSE_SECONDS,
  });
  return report(checks, events, play.outage, say);
}

function report(
  checks: readonly Check[],
  events: readonly DraftEvent[],
  outage: Span | null,
  say: Say,
): boolean {
  const plural = (count: number) => (count === 1 ? '1 pick' : `${count} picks`);
  const width = Math.max(...checks.map(({ name }) => name.length));
  say('');
  for (const { name, holds, figures } of checks) {
    say(` ${holds ? styleText('green', '✓') : styleText('red', '✗')} ${name.padEnd(width)}   ${figures}`);
  }
  const { count, p50, p99, max, madeUp } = latenessOf(events, outage);
  say('');
  say(
    ` From deadline to pick, on the database's clock: p50 ${p50} ms, p99 ${p99} ms, max ${max} ms (${plural(count)})`,
  );
  say(` ${plural(madeUp)} fell due while no worker process lived, made up for after the restart.`);
  const held = checks.filter(({ holds }) => holds).length;
  const all = checks.length;
  say('');
  say(held === all ? ` All ${held} checks hold.` : ` ${all - held} of ${all} checks do not hold.`);
  return held === all;
}
