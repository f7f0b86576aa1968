/** Seats of one kind, and who may sit there; `positions` null: everybody, as on the bench. */
export interface SeatKind {
  readonly name: string;
  readonly seats: number;
  readonly positions: readonly string[] | null;
}

/** A single seat of a roster, and who sits there: the index of a player, or null. */
export interface Seat {
  readonly kind: SeatKind;
  readonly player: number | null;
}

/** Whether somebody of these positions may sit in a seat of that kind. */
export function takes({ positions }: SeatKind, ofPlayer: readonly string[]): boolean {
  return positions === null || ofPlayer.some((position) => positions.includes(position));
}

/**
 * Seats the players of a team, those drafted first before the others: as many as possible at once (augmenting paths of a bipartite
 * matching, Kuhn), starters before the bench where the kinds are listed so.
 * @param players the positions of each player, in the order in which they were drafted
 */
export function seatRoster(kinds: readonly SeatKind[], players: readonly (readonly string[])[]): Seat[] {
  const seats = kinds.flatMap((kind) => Array.from({ length: kind.seats }, () => kind));
  const sitters: (number | null)[] = seats.map(() => null);
  const seat = (player: number, tried: Set<number>): boolean => {
    for (const [place, kind] of seats.entries()) {
      if (tried.has(place) || !takes(kind, players[player] ?? [])) continue;
      tried.add(place);
      const sitter = sitters[place] ?? null;
      if (sitter === null || seat(sitter, tried)) {
        sitters[place] = player;
        return true;
      }
    }
    return false;
  };
  for (const player of players.keys()) seat(player, new Set());
  return seats.map((kind, place) => ({ kind, player: sitters[place] ?? null }));
}

/**
 * The kind of seat that one more player would fill: null where there is none for them, even if others moved. The service judges a pick
 * by the same rule.
 */
export function seatFor(
  kinds: readonly SeatKind[],
  players: readonly (readonly string[])[],
  candidate: readonly string[],
): SeatKind | null {
  const before = seatRoster(kinds, players);
  const after = seatRoster(kinds, [...players, candidate]);
  const isSeated =
    after.filter(({ player }) => player !== null).length >
    before.filter(({ player }) => player !== null).length;
  if (!isSeated) return null;
  // The seat that was empty before is the one that is used up, whoever sits in it.
  const index = after.findIndex(({ player }, place) => player !== null && before[place]?.player === null);
  return after[index]?.kind ?? null;
}

/** How many players of a position a team may have. */
export interface PositionMaximum {
  readonly position: string;
  readonly players: number;
}

/**
 * Whether a team may have one more player of these positions by the maximums of its league: each player counts at one of their positions,
 * and at none where one of them has no maximum. The service judges a pick by the same rule.
 */
export function isWithinMaximums(
  maximums: readonly PositionMaximum[],
  players: readonly (readonly string[])[],
  candidate: readonly string[],
): boolean {
  const isCounted = (positions: readonly string[]) =>
    positions.every((position) => maximums.some((maximum) => maximum.position === position));
  if (!isCounted(candidate)) return true;
  const kinds = maximums.map(({ position, players: seats }) => ({
    name: position,
    seats,
    positions: [position],
  }));
  const counted = [...players.filter(isCounted), candidate];
  return seatRoster(kinds, counted).filter(({ player }) => player !== null).length === counted.length;
}
