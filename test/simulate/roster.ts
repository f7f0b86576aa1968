import type { Setup } from './setup.ts';

/** The most of these players who find a seat at once: augmenting paths. */
export function mostSeated(players: readonly (readonly string[])[], roster: Setup['roster']): number {
  const seats = roster.flatMap(({ seats: count, positions }) =>
    Array.from({ length: count }, () => positions),
  );
  const sitting = new Map<number, number>();
  const seat = (player: number, tried: Set<number>): boolean =>
    seats.some((positions, place) => {
      const may = positions === 'ANY' || players[player]?.some((position) => positions.includes(position));
      if (!may || tried.has(place)) return false;
      tried.add(place);
      const other = sitting.get(place);
      if (other !== undefined && !seat(other, tried)) return false;
      sitting.set(place, player);
      return true;
    });
  return players.filter((_, player) => seat(player, new Set())).length;
}

/** Whether all these players find a seat each. */
export function canSit(players: readonly (readonly string[])[], roster: Setup['roster']): boolean {
  return mostSeated(players, roster) === players.length;
}
