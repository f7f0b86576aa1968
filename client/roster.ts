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
 * Seats the players of a team: as many as possible at once, those drafted first before the others. They also start before the others, and
 * in seats for their position before those for several; the bench is for who is left.
 * @param players the positions of each player, in the order in which they were drafted
 */
export function seatRoster(kinds: readonly SeatKind[], players: readonly (readonly string[])[]): Seat[] {
  const seats = kinds.flatMap((kind) => Array.from({ length: kind.seats }, () => kind));
  const places = [...seats.keys()];
  const choices = players.map((positions) =>
    places.filter((place) => seats[place]?.positions?.some((each) => positions.includes(each))),
  );
  // Who starts is settled before who starts where: a better seat for one costs nobody before them the start.
  const starting = new Set(matched(choices).values());
  const starters = [...players.keys()].filter((player) => starting.has(player));
  const others = [...players.keys()].filter((player) => !starting.has(player));
  const chosen = bestPlaces(
    seats,
    starters.map((player) => choices[player] ?? []),
  );
  const bench = places.filter((place) => seats[place]?.positions === null);
  const sitters = new Map<number | undefined, number | undefined>([
    ...starters.map((player, index) => [chosen[index], player] as const),
    ...others.map((player, index) => [bench[index], player] as const),
  ]);
  return seats.map((kind, place) => ({ kind, player: sitters.get(place) ?? null }));
}

/** A place for each, of those in `choices`, where all can sit: the first has the best that leaves one for everybody else. */
function bestPlaces(seats: readonly SeatKind[], choices: (readonly number[])[]): (number | undefined)[] {
  for (const rank of [breadth, (_: SeatKind, place: number) => place]) {
    const ranks = seats.map(rank);
    for (const [index, before] of choices.entries()) {
      const best = [...new Set(before.map((place) => ranks[place] ?? 0))].sort((one, other) => one - other);
      for (const each of best) {
        choices[index] = before.filter((place) => ranks[place] === each);
        if (matched(choices).size === choices.length) break;
      }
    }
  }
  return choices.map(([place]) => place);
}

/** How many positions a seat is for: the fewer, the sooner it is filled. */
function breadth({ positions }: SeatKind): number {
  return positions?.length ?? Number.MAX_SAFE_INTEGER;
}

/**
 * Augmenting paths of a bipartite matching (Kuhn): nobody who has a seat loses it to somebody behind them. Answers who sits where.
 * @param choices the places where each may sit
 */
function matched(choices: readonly (readonly number[])[]): Map<number, number> {
  const sitters = new Map<number, number>();
  const seat = (player: number, tried: Set<number>): boolean => {
    for (const place of choices[player] ?? []) {
      if (tried.has(place)) continue;
      tried.add(place);
      const sitter = sitters.get(place);
      if (sitter === undefined || seat(sitter, tried)) {
        sitters.set(place, player);
        return true;
      }
    }
    return false;
  };
  for (const player of choices.keys()) seat(player, new Set());
  return sitters;
}

/** A kind of seat that one more player could have, and the kind that is empty now and used up then. */
export interface OpenSeat {
  readonly kind: SeatKind;
  readonly used: SeatKind;
}

/**
 * The kinds of seats that one more player could have, those with an empty seat first, then those whose players could move. Somebody fits
 * a roster exactly where one of these takes them. The service judges a pick by the same rule.
 */
export function openSeats(
  kinds: readonly SeatKind[],
  players: readonly (readonly string[])[],
): readonly OpenSeat[] {
  const roster = seatRoster(kinds, players);
  const open: OpenSeat[] = [];
  const add = (kind: SeatKind, used: SeatKind) => {
    if (!open.some((each) => each.kind === kind)) open.push({ kind, used });
  };
  const empty = roster.flatMap(({ kind, player }) => (player === null ? [kind] : []));
  for (const kind of empty.sort((one, other) => breadth(one) - breadth(other))) add(kind, kind);
  // The list grows while it is walked: each step is a player who moves up.
  for (const { kind: target, used } of open)
    for (const { kind, player } of roster)
      if (player !== null && takes(target, players[player] ?? [])) add(kind, used);
  return open;
}

/** Of the open seats of a roster the kind that one more player would use up: null where there is none for them, even if others moved. */
export function seatAmong(open: readonly OpenSeat[], candidate: readonly string[]): SeatKind | null {
  return open.find(({ kind }) => takes(kind, candidate))?.used ?? null;
}

/** The same of a roster; for many candidates of one team ask for its {@link openSeats} once. */
export function seatFor(
  kinds: readonly SeatKind[],
  players: readonly (readonly string[])[],
  candidate: readonly string[],
): SeatKind | null {
  return seatAmong(openSeats(kinds, players), candidate);
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
  const seats = maximums.flatMap(({ position, players: most }) => new Array<string>(most).fill(position));
  const choices = [...players.filter(isCounted), candidate].map((positions) =>
    [...seats.keys()].filter((place) => positions.includes(seats[place] ?? '')),
  );
  return matched(choices).size === choices.length;
}
