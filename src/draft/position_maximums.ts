import { DraftError } from './errors.ts';
import { plainPosition } from './positions.ts';

const MOST_PLAYERS = 100;

/** Maximums by position, by its usual name. Throws POSITION_MAXIMUM_INVALID for a position that is named twice. */
export function maximumsByPosition(
  maximums: readonly { readonly position: string; readonly players: number }[],
): Record<string, number> {
  const players: Record<string, number> = {};
  for (const maximum of maximums) {
    const position = plainPosition(maximum.position);
    if (Object.hasOwn(players, position)) {
      const problem = 'it is named twice; name each position once';
      throw new DraftError('POSITION_MAXIMUM_INVALID', { position, problem });
    }
    players[position] = maximum.players;
  }
  return players;
}

/** Refuses maximums that no league can have (POSITION_MAXIMUM_INVALID). */
export function checkMaximums(maximums: Readonly<Record<string, number>>): void {
  for (const [position, players] of Object.entries(maximums)) {
    const isWritten = position !== '' && plainPosition(position) === position;
    const isSane = Number.isInteger(players) && players >= 0 && players <= MOST_PLAYERS;
    if (isWritten && isSane) continue;
    const problem = isWritten
      ? `a team may have 0 to ${MOST_PLAYERS} of them, not ${players}`
      : 'it is no position';
    throw new DraftError('POSITION_MAXIMUM_INVALID', { position, players, problem });
  }
}
