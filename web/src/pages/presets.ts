/** Seats of a preset, by their usual names: the service knows who may sit there. */
export type Seats = readonly (readonly [name: string, seats: number])[];

/** Every kind of seat there is in the form, in the order in which rosters name them. */
export const SEAT_KINDS = ['QB', 'RB', 'WR', 'TE', 'FLEX', 'SUPER_FLEX', 'K', 'DEF', 'BN'] as const;
/** The positions that these seats are for. */
export const SEATED_POSITIONS = ['QB', 'RB', 'WR', 'TE', 'K', 'DEF'] as const;
const BENCH = 'BN';
/** As many rounds as seats: a draft has no more. */
export const MOST_ROUNDS = 100;

/** Rosters that leagues play with. Names and sentences are in texts.ts. */
export const ROSTERS = {
  standard: [
    ['QB', 1],
    ['RB', 2],
    ['WR', 2],
    ['TE', 1],
    ['FLEX', 1],
    ['K', 1],
    ['DEF', 1],
    ['BN', 6],
  ],
  superflex: [
    ['QB', 1],
    ['RB', 2],
    ['WR', 2],
    ['TE', 1],
    ['FLEX', 1],
    ['SUPER_FLEX', 1],
    ['BN', 7],
  ],
  noKicker: [
    ['QB', 1],
    ['RB', 2],
    ['WR', 3],
    ['TE', 1],
    ['FLEX', 1],
    ['DEF', 1],
    ['BN', 6],
  ],
  bestBall: [
    ['QB', 1],
    ['RB', 2],
    ['WR', 3],
    ['TE', 1],
    ['FLEX', 1],
    ['BN', 10],
  ],
} as const satisfies Record<string, Seats>;

export type RosterName = keyof typeof ROSTERS;
export type OrderKind = 'SNAKE' | 'LINEAR' | 'REVERSAL';
/** The round from which a reversal turns round once more. */
const REVERSAL_ROUND = 3;

export function seatCount(seats: Seats): number {
  return seats.reduce((sum, [, count]) => sum + count, 0);
}

/** Which preset these seats are; `own`: none of them. */
export function rosterOf(seats: Seats): RosterName | 'own' {
  const names = Object.keys(ROSTERS) as RosterName[];
  return names.find((name) => String(ROSTERS[name]) === String(seats)) ?? 'own';
}

/** As many seats of a kind, the others as they are. */
export function withSeats(seats: Seats, kind: string, count: number): Seats {
  const counts = new Map([...seats, [kind, count] as const]);
  return SEAT_KINDS.flatMap((name) => {
    const wanted = counts.get(name) ?? 0;
    return wanted > 0 ? [[name, wanted] as const] : [];
  });
}

/** So many seats in all: more of them are on the bench; of fewer the bench goes first, then the kinds from behind. */
export function withRounds(seats: Seats, rounds: number): Seats {
  const counts = new Map(seats);
  let surplus = seatCount(seats) - rounds;
  if (surplus < 0) return withSeats(seats, BENCH, (counts.get(BENCH) ?? 0) - surplus);
  let left = seats;
  for (const kind of SEAT_KINDS.toReversed()) {
    const less = Math.min(counts.get(kind) ?? 0, surplus);
    surplus -= less;
    left = withSeats(left, kind, (counts.get(kind) ?? 0) - less);
  }
  return left;
}

/** What an order says besides its kind. */
export function reversalOf(kind: OrderKind): { readonly fromRound?: number } {
  return kind === 'REVERSAL' ? { fromRound: REVERSAL_ROUND } : {};
}

/** Which slot picks where: by round, the slots in the order of their picks. */
export function orderOf(kind: OrderKind, teams: number, rounds: number): number[][] {
  return Array.from({ length: rounds }, (_, index) => {
    const round = index + 1;
    const isEven = round % 2 === 0;
    const turns = kind === 'REVERSAL' && round >= REVERSAL_ROUND ? !isEven : isEven;
    const slots = Array.from({ length: teams }, (_each, slot) => slot + 1);
    return kind !== 'LINEAR' && turns ? slots.reverse() : slots;
  });
}

/** An order drawn with the browser's random generator for secrets: each is as likely as every other (Fisher and Yates). */
export function drawOrder<T>(items: readonly T[]): T[] {
  const drawn = [...items];
  for (let last = drawn.length - 1; last > 0; last -= 1) {
    const other = randomBelow(last + 1);
    [drawn[last], drawn[other]] = [drawn[other] as T, drawn[last] as T];
  }
  return drawn;
}

function randomBelow(limit: number): number {
  const RANGE = 2 ** 32;
  const fair = RANGE - (RANGE % limit);
  for (;;) {
    const [value = 0] = crypto.getRandomValues(new Uint32Array(1));
    if (value < fair) return value % limit;
  }
}
