import type { PlayerStatus } from '../../src/draft/player_status.ts';

/** A player of a simulated pool; the id is the rank. */
export interface Player {
  readonly id: number;
  readonly positions: readonly string[];
  readonly adp: number | null;
  readonly byeWeek: number;
}

/** Who is in a pool: of each position some, many of several positions, or kickers and nobody else. */
export const POOL_KINDS = ['MIXED', 'VERSATILE', 'KICKERS'] as const;
export type PoolKind = (typeof POOL_KINDS)[number];

/** Enough of each position for every roster that is drawn. */
const POOL_SIZE = 120;
const MIXED = ['RB', 'WR', 'RB', 'WR', 'QB', 'TE', 'WR', 'RB', 'K', 'DEF'];
const VERSATILE = ['RB', 'WR', 'RB/WR', 'WR', 'QB', 'TE', 'WR/TE', 'RB', 'K', 'QB/TE'];
const POSITIONS: Readonly<Record<PoolKind, readonly string[]>> = {
  MIXED,
  VERSATILE,
  KICKERS: ['K'],
};

/** The players of a kind of pool, the best first. Some have no ADP, in one kind most, and some the same one. */
export function playersOf(kind: PoolKind): readonly Player[] {
  const positions = POSITIONS[kind];
  const hasAdp = (index: number) => (kind === 'VERSATILE' ? index % 7 < 3 : index % 7 !== 3);
  return Array.from({ length: POOL_SIZE }, (_, index) => ({
    id: index + 1,
    positions: (positions[index % positions.length] ?? 'RB').split('/'),
    adp: hasAdp(index) ? Math.max(1, index + 1 + ((index * 37) % 11) - 5) : null,
    byeWeek: 5 + (index % 5),
  }));
}

/** Every position of a kind of pool. */
export function positionsOf(kind: PoolKind): string[] {
  return [...new Set(POSITIONS[kind].flatMap((listed) => listed.split('/')))];
}

/** What a player of a pool is called. */
export function nameOf(id: number): string {
  return `Player ${id}`;
}

/** Statuses of players whom teams pass over that say nothing about it. */
export const UNABLE: readonly PlayerStatus[] = ['OUT', 'IR', 'SUSPENDED'];
