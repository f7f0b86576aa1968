import { styleText } from 'node:util';
import type { PoolPlayer } from '../database/players.ts';
import type { Play } from './cast.ts';

type Colour = Parameters<typeof styleText>[0];

const COLOURS: Readonly<Record<string, Colour>> = {
  QB: 'magenta',
  RB: 'green',
  WR: 'cyan',
  TE: 'yellow',
  K: 'red',
  DEF: 'blue',
};

/** How a pick came about, at a glance. */
export const SYMBOLS: Readonly<Record<Play, string>> = {
  person: '●',
  clock: '◷',
  queue: '≡',
  autopilot: '»',
};

const MEANINGS: Readonly<Record<Play, string>> = {
  person: 'a person picked',
  clock: 'the clock ran out',
  queue: "from the team's queue",
  autopilot: 'on autopilot',
};

const PLAYS: readonly Play[] = ['person', 'clock', 'queue', 'autopilot'];

/** What the symbols mean. */
export function legendOfPlays(): string {
  return PLAYS.map((play) => `${SYMBOLS[play]} ${MEANINGS[play]}`).join('   ');
}

/** What the colours mean. */
export function legendOfPositions(): string {
  return Object.entries(COLOURS)
    .map(([position, colour]) => styleText(colour, position))
    .join(' ');
}

/** A text in the colour of a player's position. */
export function inColourOf(player: PoolPlayer, text: string): string {
  return styleText(COLOURS[player.positions[0] ?? ''] ?? 'white', text);
}

/** What a commentator calls a player: the family name, of a defence the team's. */
export function shortName(player: PoolPlayer | undefined): string {
  if (!player) return '?';
  const words = player.name.replace(/ (Jr\.|Sr\.|II|III|IV)$/, '').split(' ');
  if (player.positions[0] === 'DEF') return words.at(-1) ?? player.name;
  return words.slice(1).join(' ') || player.name;
}
