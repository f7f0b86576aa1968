import { styleText } from 'node:util';
import type { PoolPlayer } from '../database/reads.ts';
import type { PickSource } from '../draft/events.ts';
import type { DraftState, FoldedCell } from '../draft/fold.ts';
import { LEAGUE, PLAY_SYMBOL, type Play, type Role } from './cast.ts';

const CELL_WIDTH = 8;
const CLEAR = '\x1b[2J\x1b[H';
const HOME = '\x1b[H';
const CLEAR_LINE = '\x1b[K';

type Colour = Parameters<typeof styleText>[0];
const COLOUR: Readonly<Record<string, Colour>> = {
  QB: 'magenta',
  RB: 'green',
  WR: 'cyan',
  TE: 'yellow',
  K: 'gray',
  DEF: 'blue',
};

/** Shows a draft while it is played. */
export interface BoardView {
  show(state: DraftState, now: string): void;
}

export interface BoardViewOptions {
  roles: readonly Role[];
  playerOf: (id: number) => PoolPlayer | undefined;
  say: (line: string) => void;
}

/** A board that is redrawn in place on a terminal; elsewhere one line for each round and each incident. */
export function boardView(options: BoardViewOptions): BoardView {
  return process.stdout.isTTY ? terminalBoard(options) : roundLines(options);
}

function terminalBoard({ roles, playerOf }: BoardViewOptions): BoardView {
  let isFirst = true;
  return {
    show(state, now) {
      const lines = [
        `${styleText('bold', ' Draft night')}   ${now}`,
        ` ${legend()}`,
        '',
        `    ${roles.map((role) => `${PLAY_SYMBOL[role.play]} ${role.name}`.slice(0, CELL_WIDTH - 1).padEnd(CELL_WIDTH)).join('')}`,
        ...rounds(state).map(
          (cells, index) => `${String(index + 1).padStart(3)} ${bySlot(cells, state, playerOf)}`,
        ),
      ];
      process.stdout.write((isFirst ? CLEAR : HOME) + lines.map((line) => `${line}${CLEAR_LINE}\n`).join(''));
      isFirst = false;
    },
  };
}

function bySlot(
  cells: readonly FoldedCell[],
  state: DraftState,
  playerOf: BoardViewOptions['playerOf'],
): string {
  return cells
    .toSorted((a, b) => a.slot - b.slot)
    .map((cell) => {
      if (cell.pickNumber === state.currentPick)
        return `${styleText('inverse', ' clock '.padEnd(CELL_WIDTH - 1))} `;
      const player = cell.playerId === null ? undefined : playerOf(cell.playerId);
      if (!player) return '·'.padEnd(CELL_WIDTH);
      const text = shortName(player)
        .slice(0, CELL_WIDTH - 1)
        .padEnd(CELL_WIDTH);
      return styleText(COLOUR[player.positions[0] ?? ''] ?? 'white', text);
    })
    .join('');
}

function roundLines({ playerOf, say }: BoardViewOptions): BoardView {
  let roundsSaid = 0;
  let saidNow = '';
  return {
    show(state, now) {
      if (now !== saidNow && now !== '') say(`          ${now}`);
      saidNow = now;
      const complete = rounds(state).filter((cells) => cells.every((cell) => cell.playerId !== null));
      for (const cells of complete.slice(roundsSaid)) {
        roundsSaid += 1;
        const taken = cells.map(
          (cell) => `${sourceSymbol(cell.source)} ${shortName(playerOf(cell.playerId ?? 0))}`,
        );
        say(`Round ${String(roundsSaid).padStart(2)}  ${taken.join('  ')}`);
      }
    },
  };
}

function rounds(state: DraftState): FoldedCell[][] {
  return [...Map.groupBy(state.cells, (cell) => cell.round).values()];
}

function shortName(player: PoolPlayer | undefined): string {
  if (!player) return '?';
  const words = player.name.replace(/ (Jr\.|Sr\.|II|III)$/, '').split(' ');
  return player.positions[0] === 'DEF' ? (words.at(-1) ?? '') : words.slice(1).join(' ') || player.name;
}

function sourceSymbol(source: PickSource | null): string {
  if (source === 'AUTOPILOT') return PLAY_SYMBOL.autopilot;
  return source === 'AUTO' ? PLAY_SYMBOL.clock : PLAY_SYMBOL.person;
}

const MEANING: Readonly<Record<Play, string>> = {
  person: 'picks itself',
  clock: 'lets the clock run out',
  queue: 'has a queue',
  autopilot: 'is on autopilot',
};

/** What the symbols beside the teams mean. */
export function legend(): string {
  const used = new Set(LEAGUE.map((role) => role.play));
  return [...used].map((play) => `${PLAY_SYMBOL[play]} ${MEANING[play]}`).join('   ');
}
