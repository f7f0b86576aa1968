import { setTimeout as sleep } from 'node:timers/promises';
import { readDraftNow } from '../database/draft_history.ts';
import type { Queryable } from '../database/queryable.ts';
import type { DraftEvent } from '../draft/events.ts';
import { applyEvent, type DraftState } from '../draft/fold.ts';
import type { BoardView } from './board_view.ts';
import type { Client } from './client.ts';
import type { Span } from './lateness.ts';
import { pickAsPerson, seededRandom } from './people.ts';
import { type OwnProcess, startWorkerProcess } from './processes.ts';
import type { Stage } from './stage.ts';

/** How long the commissioner pauses the draft. */
export const PAUSE_SECONDS = 1.5;
const OUTAGE_SECONDS = 1;
/** A person thinks for a share of the clock between these. */
const FASTEST_PERSON = 0.2;
const SLOWEST_PERSON = 0.7;

/** What a draft is played with. */
export interface Props {
  readonly db: Queryable;
  readonly databaseUrl: string;
  readonly stage: Stage;
  readonly view: BoardView;
  readonly commissioner: Client;
  /** By team. */
  readonly managers: ReadonlyMap<string, Client>;
  readonly worker: OwnProcess;
  readonly secondsPerPick: number;
}

/** The draft that is being played, and what the director does to it. */
export class Play {
  readonly #props: Props;
  readonly #random = seededRandom(2025);
  readonly #ended = new AbortController();
  readonly #acts: Promise<void>[] = [];
  #worker: OwnProcess;
  #state: DraftState | null = null;
  #now = '';
  readonly workerEnds: (number | string)[] = [];
  /** What each manager saw. */
  readonly seen: DraftEvent[][] = [];
  /** When nobody kept the time. */
  outage: Span | null = null;

  constructor(props: Props) {
    this.#props = props;
    this.#worker = props.worker;
  }

  /** Follows the draft from its opening to its last pick; people pick, and twice the director interferes. */
  async run(picks: number): Promise<void> {
    const { stage, commissioner, managers, view } = this.#props;
    for (const manager of managers.values()) this.#act(this.#watch(manager));
    const pauseAt = Math.ceil(picks / 3);
    const stopAt = Math.ceil((picks * 3) / 5);
    for await (const event of commissioner.follow(stage.draftId, this.#ended.signal)) {
      const state = applyEvent(this.#state, event);
      this.#state = state;
      view.show(state, this.#now);
      if (event.kind === 'PICKED' && event.data.pickNumber === pauseAt) this.#act(this.#pauseAndResume());
      if (event.kind === 'PICKED' && event.data.pickNumber === stopAt) this.#act(this.#restartWorker());
      if (asksForAPick(event)) this.#act(this.#thinkAndPick(state));
    }
    await Promise.all(this.#acts);
    this.workerEnds.push(await this.#worker.stop());
  }

  /** Ends everything at once. */
  kill(): void {
    this.#ended.abort();
    this.#worker.kill();
  }

  /** Something that happens beside the draft; when it fails, the demo fails. */
  #act(act: Promise<void>): void {
    act.catch(() => this.#ended.abort());
    this.#acts.push(act);
  }

  #announce(text: string): void {
    this.#now = text;
    if (this.#state) this.#props.view.show(this.#state, text);
  }

  async #watch(manager: Client): Promise<void> {
    const seen: DraftEvent[] = [];
    this.seen.push(seen);
    for await (const event of manager.follow(this.#props.stage.draftId, this.#ended.signal)) seen.push(event);
  }

  async #thinkAndPick(state: DraftState): Promise<void> {
    const { stage, managers, secondsPerPick } = this.#props;
    const cell = state.cells.find(({ pickNumber }) => pickNumber === state.currentPick);
    const client = managers.get(cell?.teamId ?? '');
    if (!cell || !client || stage.members.get(cell.teamId)?.play !== 'person') return;
    const share = FASTEST_PERSON + this.#random() * (SLOWEST_PERSON - FASTEST_PERSON);
    await sleep(share * secondsPerPick * 1_000);
    const taken = new Set(state.cells.map(({ playerId }) => playerId));
    const available = stage.players.filter((player) => !taken.has(player.id));
    const { draftId } = stage;
    await pickAsPerson(client, { draftId, pickNumber: cell.pickNumber, available }, this.#random);
  }

  async #pauseAndResume(): Promise<void> {
    await this.#change('pauseDraft');
    this.#announce('The commissioner paused the draft.');
    await sleep(PAUSE_SECONDS * 1_000);
    this.#announce('The draft goes on with the time that was left.');
    await this.#change('resumeDraft');
  }

  #change(mutation: string): Promise<void> {
    const { commissioner, stage } = this.#props;
    const query = `mutation ($draftId: UUID!) { ${mutation}(draftId: $draftId) { draft { state } } }`;
    return commissioner.ask(query, { draftId: stage.draftId });
  }

  async #restartWorker(): Promise<void> {
    const { db, databaseUrl, stage } = this.#props;
    this.#announce('The worker process is stopped. Nobody keeps the time now.');
    this.workerEnds.push(await this.#worker.stop());
    const { at: from } = await readDraftNow(db, stage.draftId);
    await sleep(OUTAGE_SECONDS * 1_000);
    this.#worker = await startWorkerProcess(databaseUrl);
    const { at: to } = await readDraftNow(db, stage.draftId);
    this.outage = { from, to };
    this.#announce('A new worker process took over and makes up for what was due.');
  }
}

function asksForAPick(event: DraftEvent): boolean {
  return event.kind === 'OPENED' || event.kind === 'PICKED' || event.kind === 'RESUMED';
}
