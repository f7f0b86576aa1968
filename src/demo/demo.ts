import { setTimeout as sleep } from 'node:timers/promises';
import { styleText } from 'node:util';
import { createPool, endPool, type Pool } from '../database/connect.ts';
import { pauseDraft, resumeDraft } from '../database/door.ts';
import { readBoard, readDraftNow, readEvents, readLeftJobs } from '../database/draft_history.ts';
import type { DraftEvent } from '../draft/events.ts';
import { applyEvent, type DraftState } from '../draft/fold.ts';
import { openDraft } from '../orchestrator/open_draft.ts';
import { createLog } from '../telemetry/log.ts';
import { type BoardView, boardView, legend } from './board_view.ts';
import { LEAGUE, type Role } from './cast.ts';
import { type Check, checkAll } from './checks.ts';
import { followDraft } from './follow.ts';
import { latenessOf, type Span } from './lateness.ts';
import { pickAsPerson, seededRandom } from './people.ts';
import { ROSTER, type Stage, setStage } from './stage.ts';
import { startWorkerProcess, type WorkerProcess } from './worker_process.ts';

const CONNECTIONS = 6;
/** More than a draft of the demo can have. */
const MOST_EVENTS = 10_000;
const PAUSE_SECONDS = 1.5;
const OUTAGE_SECONDS = 1;
/** A person thinks for a share of the clock between these. */
const FASTEST_PERSON = 0.2;
const SLOWEST_PERSON = 0.7;

/** How large the demo is; the whole one unless told otherwise. */
export interface DemoOptions {
  readonly roles?: readonly Role[];
  readonly rounds?: number;
  readonly secondsPerPick?: number;
}

/** The draft that is being played, and what the director does to it. */
class Play {
  readonly db: Pool;
  readonly url: string;
  readonly stage: Stage;
  readonly view: BoardView;
  readonly random = seededRandom(2025);
  readonly workerEnds: (number | string)[] = [];
  readonly ended = new AbortController();
  readonly secondsPerPick: number;
  outage: Span | null = null;
  #state: DraftState | null = null;
  #now = '';
  #worker: WorkerProcess;
  readonly #acts: Promise<void>[] = [];

  constructor(
    db: Pool,
    url: string,
    stage: Stage,
    view: BoardView,
    worker: WorkerProcess,
    secondsPerPick: number,
  ) {
    this.db = db;
    this.url = url;
    this.stage = stage;
    this.view = view;
    this.#worker = worker;
    this.secondsPerPick = secondsPerPick;
  }

  /** Follows the draft from its opening to its last pick; people pick, and twice the director interferes. */
  async run(picks: number): Promise<void> {
    const pauseAt = Math.ceil(picks / 3);
    const stopAt = Math.ceil((picks * 3) / 5);
    for await (const event of followDraft(this.db, this.stage.draftId, this.ended.signal)) {
      const state = applyEvent(this.#state, event);
      this.#state = state;
      this.view.show(state, this.#now);
      if (event.kind === 'PICKED' && event.data.pickNumber === pauseAt) this.#act(this.#pauseAndResume());
      if (event.kind === 'PICKED' && event.data.pickNumber === stopAt) this.#act(this.#restartWorker());
      if (asksForAPick(event)) this.#act(this.#thinkAndPick(state));
    }
    await Promise.all(this.#acts);
    this.workerEnds.push(await this.#worker.stop());
  }

  kill(): void {
    this.ended.abort();
    this.#worker.kill();
  }

  /** Something that happens beside the draft; when it fails, the demo fails. */
  #act(act: Promise<void>): void {
    act.catch(() => this.ended.abort());
    this.#acts.push(act);
  }

  #announce(text: string): void {
    this.#now = text;
    if (this.#state) this.view.show(this.#state, text);
  }

  async #thinkAndPick(state: DraftState): Promise<void> {
    const { currentPick } = state;
    const cell = state.cells.find(({ pickNumber }) => pickNumber === currentPick);
    const member = this.stage.members.get(cell?.teamId ?? '');
    if (!cell || member?.play !== 'person') return;
    const share = FASTEST_PERSON + this.random() * (SLOWEST_PERSON - FASTEST_PERSON);
    await sleep(share * this.secondsPerPick * 1_000);
    const taken = new Set(state.cells.map(({ playerId }) => playerId));
    const available = this.stage.players.filter((player) => !taken.has(player.id));
    const { draftId } = this.stage;
    await pickAsPerson(
      this.db,
      { draftId, pickNumber: cell.pickNumber, actor: member.manager, available },
      this.random,
    );
  }

  async #pauseAndResume(): Promise<void> {
    const { draftId, commissioner } = this.stage;
    await pauseDraft(this.db, draftId, commissioner);
    this.#announce('The commissioner paused the draft.');
    await sleep(PAUSE_SECONDS * 1_000);
    this.#announce('The draft goes on with the time that was left.');
    await resumeDraft(this.db, draftId, commissioner);
  }

  async #restartWorker(): Promise<void> {
    this.#announce('The worker process is stopped. Nobody keeps the time now.');
    this.workerEnds.push(await this.#worker.stop());
    const { at: from } = await readDraftNow(this.db, this.stage.draftId);
    await sleep(OUTAGE_SECONDS * 1_000);
    this.#worker = await startWorkerProcess(this.url);
    const { at: to } = await readDraftNow(this.db, this.stage.draftId);
    this.outage = { from, to };
    this.#announce('A new worker process took over and makes up for what was due.');
  }
}

function asksForAPick(event: DraftEvent): boolean {
  return event.kind === 'OPENED' || event.kind === 'PICKED' || event.kind === 'RESUMED';
}

/**
 * Plays a whole draft on a migrated database, shows it, checks every promise on what is left, and tells whether all of them
 * held. What it creates is ordinary data, so it can be played again.
 */
export async function playDemo(
  url: string,
  say: (line: string) => void,
  options: DemoOptions = {},
): Promise<boolean> {
  const { roles = LEAGUE, rounds = 15, secondsPerPick = 0.35 } = options;
  const db = createPool(url, {
    max: CONNECTIONS,
    applicationName: 'draft-orchestrator demo',
    log: createLog('warn'),
  });
  let play: Play | null = null;
  const interrupted = () => play?.kill();
  process.once('SIGINT', interrupted).once('SIGTERM', interrupted);
  try {
    say(`${roles.length} teams, ${rounds} rounds, ${secondsPerPick} seconds a pick.  ${legend()}`);
    const stage = await setStage(db, roles, rounds, secondsPerPick);
    const byId = new Map(stage.players.map((player) => [player.id, player]));
    const playerOf = (id: number) => byId.get(id);
    const view = boardView({ roles, playerOf, say });
    play = new Play(db, url, stage, view, await startWorkerProcess(url), secondsPerPick);
    await openDraft(db, stage.draftId, stage.commissioner);
    await play.run(roles.length * rounds);
    const events = await readEvents(db, stage.draftId, 0, MOST_EVENTS);
    const checks = checkAll({
      now: await readDraftNow(db, stage.draftId),
      events,
      board: await readBoard(db, stage.draftId),
      picks: roles.length * rounds,
      rosterSlots: ROSTER,
      playOfTeam: new Map([...stage.members].map(([teamId, member]) => [teamId, member.play])),
      wishes: stage.wishes,
      playerOf,
      leftJobs: await readLeftJobs(db, stage.draftId),
      workerEnds: play.workerEnds,
      pausedForSeconds: PAUSE_SECONDS,
    });
    return report(checks, events, play.outage, say);
  } finally {
    play?.kill();
    process.off('SIGINT', interrupted).off('SIGTERM', interrupted);
    await endPool(db);
  }
}

function report(
  checks: readonly Check[],
  events: readonly DraftEvent[],
  outage: Span | null,
  say: (line: string) => void,
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
    ` From deadline to pick, on the database's clock: p50 ${p50} ms, p99 ${p99} ms, max ${max} ms (${count} picks)`,
  );
  say(` ${plural(madeUp)} fell due while no worker process lived, made up for after the restart.`);
  const held = checks.filter(({ holds }) => holds).length;
  say('');
  say(
    held === checks.length
      ? ` All ${held} checks hold.`
      : ` ${checks.length - held} of ${checks.length} checks do not hold.`,
  );
  return held === checks.length;
}
