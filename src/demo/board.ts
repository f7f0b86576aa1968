import type { LiveCell, LiveState } from '../../client/live_state.ts';
import type { PoolPlayer } from '../database/players.ts';
import type { DraftEvent, EventData } from '../draft/events.ts';
import { applyEvent } from '../history/fold_events.ts';
import type { Play } from './cast.ts';

/** The board as far as it is filled, and how each pick came about. */
export class Board {
  readonly #byId: ReadonlyMap<string, PoolPlayer>;
  readonly #plays = new Map<number, Play>();
  #state: LiveState | null = null;
  #secondsByRound: readonly number[] = [];

  constructor(players: readonly PoolPlayer[]) {
    this.#byId = new Map(players.map((player) => [String(player.id), player]));
  }

  apply(event: DraftEvent): void {
    this.#state = applyEvent(this.#state, event);
    if (event.kind === 'OPENED') this.#secondsByRound = event.data.secondsByRound;
    if (event.kind === 'PICKED') this.#plays.set(event.data.pickNumber, playOf(event.data));
  }

  get state(): LiveState | null {
    return this.#state;
  }

  rounds(): LiveCell[][] {
    return [...Map.groupBy(this.#state?.cells ?? [], (cell) => cell.round).values()];
  }

  current(): LiveCell | undefined {
    return this.#state?.cells.find((cell) => cell.pickNumber === this.#state?.currentPick);
  }

  /** The whole clock of a pick. */
  secondsOf(cell: LiveCell): number {
    return this.#secondsByRound[cell.round - 1] ?? 0;
  }

  picksMade(): number {
    return this.#plays.size;
  }

  playerIn(cell: LiveCell): PoolPlayer | undefined {
    return cell.playerId === null ? undefined : this.#byId.get(cell.playerId);
  }

  playIn(cell: LiveCell): Play {
    return this.#plays.get(cell.pickNumber) ?? 'person';
  }
}

function playOf({ source, strategy }: EventData['PICKED']): Play {
  if (source === 'AUTOPILOT') return 'autopilot';
  if (source === 'AUTO') return strategy === 'from_queue' ? 'queue' : 'clock';
  return 'person';
}
