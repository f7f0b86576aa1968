import type { PoolPlayer } from '../database/players.ts';
import { Board } from './board.ts';
import type { BoardView } from './board_view.ts';
import type { Role } from './cast.ts';
import { RoundLines } from './round_lines.ts';
import { BOARD_WIDTH, linesOfBoard, TerminalBoard } from './terminal_board.ts';

/** What is shown, and where to. */
export interface ViewOptions {
  readonly roles: readonly Role[];
  readonly rounds: number;
  readonly players: readonly PoolPlayer[];
  /** The database's time in milliseconds, for the countdown. */
  readonly now: () => number;
  readonly say: (line: string) => void;
}

/** A board redrawn in place where the terminal is large enough for one; lines elsewhere. */
export function chooseView({ roles, rounds, players, now, say }: ViewOptions): BoardView {
  const { isTTY, columns, rows } = process.stdout;
  const board = new Board(players);
  const fits = columns >= BOARD_WIDTH && rows > linesOfBoard(rounds);
  return isTTY && fits ? new TerminalBoard(board, roles, now) : new RoundLines(board, say);
}
