import { styleText } from 'node:util';
import type { LiveCell } from '../../client/live_state.ts';
import type { DraftEvent } from '../draft/events.ts';
import type { Board } from './board.ts';
import type { BoardView } from './board_view.ts';
import type { Role } from './cast.ts';
import { inColourOf, legendOfPlays, legendOfPositions, SYMBOLS, shortName } from './legend.ts';

/** Columns that twelve teams need. */
export const BOARD_WIDTH = 110;
/** Everything around the rounds: title, clock, incident, names, legend, and empty lines between. */
const OTHER_LINES = 8;
const NAME_WIDTH = 7;
const LABEL_WIDTH = 3;
const REDRAW_MS = 100;
const INCIDENT_SHOWN_MS = 4_000;
const BAR_WIDTH = 20;
/** A pick later than this is pointed out. */
const OVERDUE_SECONDS = 0.2;

const HIDE_CURSOR = '\x1b[?25l';
const SHOW_CURSOR = '\x1b[?25h';
const CLEAR_REST_OF_LINE = '\x1b[K';
const up = (lines: number) => (lines === 0 ? '' : `\x1b[${lines}A\r`);

/** How many lines a board of so many rounds takes. */
export function linesOfBoard(rounds: number): number {
  return rounds + OTHER_LINES;
}

/** A board that is redrawn in place, below whatever the terminal showed before. */
export class TerminalBoard implements BoardView {
  readonly #board: Board;
  readonly #roles: readonly Role[];
  readonly #now: () => number;
  readonly #redrawing: NodeJS.Timeout;
  #incident = { text: '', until: 0 };
  #linesDrawn = 0;

  constructor(board: Board, roles: readonly Role[], now: () => number) {
    this.#board = board;
    this.#roles = roles;
    this.#now = now;
    this.#redrawing = setInterval(() => this.#draw(), REDRAW_MS);
    process.stdout.write(HIDE_CURSOR);
  }

  follow(event: DraftEvent): void {
    this.#board.apply(event);
    this.#draw();
  }

  tell(incident: string): void {
    this.#incident = { text: incident, until: this.#now() + INCIDENT_SHOWN_MS };
    this.#draw();
  }

  close(): void {
    clearInterval(this.#redrawing);
    this.#incident.until = 0;
    this.#draw();
    process.stdout.write(SHOW_CURSOR);
  }

  #draw(): void {
    if (this.#board.rounds().length === 0) return;
    const isNews = this.#now() < this.#incident.until;
    const lines = [
      '',
      this.#title(),
      this.#clock(),
      ` ${isNews ? styleText('yellow', this.#incident.text) : ''}`,
      this.#names(),
      ...this.#board.rounds().map((cells, index) => `${String(index + 1).padStart(2)} ${this.#round(cells)}`),
      '',
      `   ${legendOfPlays()}      ${legendOfPositions()}`,
    ];
    const frame = lines.map((line) => `${line}${CLEAR_REST_OF_LINE}\n`).join('');
    process.stdout.write(up(this.#linesDrawn) + frame);
    this.#linesDrawn = lines.length;
  }

  #title(): string {
    const cells = this.#board.state?.cells.length ?? 0;
    return ` ${styleText('bold', 'Draft night')}   ${this.#board.picksMade()} of ${cells} picks`;
  }

  #clock(): string {
    const { state } = this.#board;
    const cell = this.#board.current();
    if (!state || !cell) return ` ${styleText(['green', 'bold'], 'The draft is over.')}`;
    const left = state.remainingSeconds ?? (Date.parse(state.deadline ?? '') - this.#now()) / 1_000;
    const role = this.#roles[cell.slot - 1];
    const who = `Pick ${cell.pickNumber}: ${role?.name ?? ''}`.padEnd(28);
    return ` ${who} ${bar(left, this.#board.secondsOf(cell))} ${countdown(left, state.state === 'PAUSED')}`;
  }

  #names(): string {
    const current = this.#board.current();
    const names = this.#roles.map(({ short, play }, index) => {
      const name = `${SYMBOLS[play]}${fixed(short)}`;
      return styleText(current?.slot === index + 1 ? ['bold', 'inverse'] : 'bold', name);
    });
    return ' '.repeat(LABEL_WIDTH) + names.join(' ');
  }

  #round(cells: readonly LiveCell[]): string {
    return cells
      .toSorted((a, b) => a.slot - b.slot)
      .map((cell) => this.#cell(cell))
      .join(' ');
  }

  #cell(cell: LiveCell): string {
    const player = this.#board.playerIn(cell);
    if (player)
      return (
        styleText('dim', SYMBOLS[this.#board.playIn(cell)]) + inColourOf(player, fixed(shortName(player)))
      );
    const isCurrent = cell.pickNumber === this.#board.current()?.pickNumber;
    return isCurrent ? styleText('inverse', ' clock  ') : styleText('dim', '·'.padEnd(NAME_WIDTH + 1));
  }
}

function fixed(name: string): string {
  return name.length > NAME_WIDTH ? `${name.slice(0, NAME_WIDTH - 1)}…` : name.padEnd(NAME_WIDTH);
}

function bar(left: number, whole: number): string {
  const share = whole > 0 ? Math.min(1, Math.max(0, left / whole)) : 0;
  const full = Math.round(share * BAR_WIDTH);
  return '█'.repeat(full) + styleText('dim', '░'.repeat(BAR_WIDTH - full));
}

function countdown(left: number, isPaused: boolean): string {
  if (isPaused) return styleText('yellow', `paused, ${left.toFixed(2)} s are kept`);
  if (left < -OVERDUE_SECONDS) return styleText('red', `overdue for ${(-left).toFixed(1)} s`);
  return `${Math.max(0, left).toFixed(1)} s`;
}
