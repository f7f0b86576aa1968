import type { PoolPlayer } from '../database/players.ts';
import type { DraftEvent, EventData } from '../draft/events.ts';
import { applyEvent, type FoldedCell, type FoldedDraft } from '../draft/fold.ts';
import type { Play } from './cast.ts';

/** The board as far as it is filled, and how each pick came about. */
export class Board {
  readonly #byId: ReadonlyMap<number, PoolPlayer>;
  readonly #plays = new Map<number, Play>();
  #state: FoldedDraft | null = null;
  #secondsByRound: readonly number[] = [];

  constructor(players: readonly PoolPlayer[]) {
    this.#byId = new Map(players.map((player) => [player.id, player]));
  }

  apply(event: DraftEvent): void {
    this.#state = applyEvent(this.#state, event);
    if (event.kind === 'OPENED') this.#secondsByRound = event.data.secondsByRound;
    if (event.kind === 'PICKED') this.#plays.set(event.data.pickNumber, playOf(event.data));
  }

  get state(): FoldedDraft | null {
    return this.#state;
  }

  rounds(): FoldedCell[][] {
    return [...Map.groupBy(this.#state?.cells ?? [], (cell) => cell.round).values()];
  }

  current(): FoldedCell | undefined {
    return this.#state?.cells.find((cell) => cell.pickNumber === this.#state?.currentPick);
  }

  /** The whole clock of a pick. */
  secondsOf(cell: FoldedCell): number {
    return this.#secondsByRound[cell.round - 1] ?? 0;
  }

  picksMade(): number {
    return this.#plays.size;
  }

  playerIn(cell: FoldedCell): PoolPlayer | undefined {
    return cell.playerId === null ? undefined : this.#byId.get(cell.playerId);
  }

  playIn(cell: FoldedCell): Play {
    return this.#plays.get(cell.pickNumber) ?? 'person';
  }
}

function playOf({ source, strategy }: EventData['PICKED']): Play {
  if (source === 'AUTOPILOT') return 'autopilot';
  if (source === 'AUTO') return strategy === 'from_queue' ? 'queue' : 'clock';
  return 'person';
}
