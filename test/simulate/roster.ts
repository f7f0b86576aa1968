import type { Setup } from './setup.ts';

/** Whether all these players find a seat each: augmenting paths. */
export function canSit(players: readonly (readonly string[])[], roster: Setup['roster']): boolean {
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
  return players.every((_, player) => seat(player, new Set()));
}
