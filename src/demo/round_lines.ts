import type { DraftEvent } from '../draft/events.ts';
import type { Board } from './board.ts';
import type { BoardView } from './board_view.ts';
import { legendOfPlays, SYMBOLS, shortName } from './legend.ts';

const INCIDENT_INDENT = ' '.repeat(10);

/** One line for each round that is full and for each incident: for logs, and for terminals too small for a board. */
export class RoundLines implements BoardView {
  readonly #board: Board;
  readonly #say: (line: string) => void;

  constructor(board: Board, say: (line: string) => void) {
    this.#board = board;
    this.#say = say;
  }

  follow(event: DraftEvent): void {
    this.#board.apply(event);
    if (event.kind === 'OPENED') this.#say(` ${legendOfPlays()}`);
    if (event.kind !== 'PICKED') return;
    const { round } = event.data;
    const cells = this.#board.rounds()[round - 1] ?? [];
    if (cells.some((cell) => cell.playerId === null)) return;
    const names = cells.map(
      (cell) => `${SYMBOLS[this.#board.playIn(cell)]} ${shortName(this.#board.playerIn(cell))}`,
    );
    this.#say(`Round ${String(round).padStart(2)}  ${names.join('  ')}`);
  }

  tell(incident: string): void {
    this.#say(`${INCIDENT_INDENT}${incident}`);
  }

  close(): void {}
}
